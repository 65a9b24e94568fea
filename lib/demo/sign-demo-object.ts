import { join } from "node:path";
import { sha256Hex } from "../kernel/bytes.ts";
import { newId } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";

/**
 * Signs a JPEG with a key of its own that is thrown away: as an asset that came to the bucket with Content Credentials
 * from somewhere else. It is Valid and not Trusted, as such assets mostly are.
 */
export async function signDemoObject(ctx: TenantCtx, jpeg: Uint8Array): Promise<Uint8Array> {
  const { facts, privateKeyPem } = await ctx.ports.makeDevelopmentIdentity({
    organization: "Some other agency",
    algorithm: "es256",
    now: ctx.now(),
  });
  return ctx.ports.scratch.within(async (folder) => {
    const path = join(folder, "asset");
    const outputPath = join(folder, "signed");
    await ctx.ports.scratch.write(path, jpeg);
    const name = sha256Hex(newId("request"));
    const uuid = `${name.slice(0, 8)}-${name.slice(8, 12)}-4${name.slice(13, 16)}-8${name.slice(17, 20)}-${name.slice(20, 32)}`;
    await ctx.ports.media.sign({
      path,
      sizeBytes: jpeg.byteLength,
      mime: "image/jpeg",
      mode: "embed",
      signer: ctx.ports.openSigner(facts, { kind: "pem", privateKeyPem }),
      outputPath,
      definition: {
        claim_version: 2,
        label: `urn:c2pa:${uuid}`,
        instance_id: `xmp:iid:${uuid}`,
        format: "image/jpeg",
        claim_generator_info: [{ name: "Some other agency's tool", version: "3.1" }],
        assertions: [],
      },
    });
    return ctx.ports.scratch.read(outputPath);
  });
}
