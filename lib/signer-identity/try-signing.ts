import { join } from "node:path";
import { sha256Hex } from "../kernel/bytes.ts";
import { asFault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import type { Finding } from "../ports/certificates.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { ManifestDefinition } from "../ports/media.ts";
import type { SignerFacts, SignerSecret } from "../ports/signer.ts";

/** A grey PNG of 16 × 16 pixels. */
const picture = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAABAAAAAQCAMAAAAoLQ9TAAAAA1BMVEV4gowQIzHwAAAACXBIWXMAAAPoAAAD6AG1e1JrAAAADUlEQVQY02NgGAXIAAABEAAB7JfjegAAAABJRU5ErkJggg==",
  "base64",
);

/**
 * Signs a small picture of our own and reads it back as a run would: null where it is Trusted against the identity's own
 * anchor, else what to tell. Throws Fault `upstream` where a key service may answer later.
 */
export async function trySigning(ctx: TenantCtx, facts: SignerFacts, secret: SignerSecret): Promise<Finding | null> {
  const { media, scratch } = ctx.ports;
  try {
    const signer = ctx.ports.openSigner(facts, secret);
    return await scratch.within(async (folder) => {
      const asset = { path: join(folder, "asset"), sizeBytes: picture.byteLength, mime: "image/png" };
      const outputPath = join(folder, "signed");
      await scratch.write(asset.path, picture);
      const { outputSizeBytes } = await media.sign({
        ...asset,
        mode: "embed",
        definition: definition(),
        signer,
        outputPath,
      });
      const signed = { path: outputPath, sizeBytes: outputSizeBytes, mime: asset.mime, manifestPath: null };
      const { state, codes } = await media.validate({ ...signed, anchorsPem: facts.anchorPem });
      if (state === "Trusted") return null;
      const failures = codes.filter(({ kind }) => kind === "failure").map(({ code }) => code);
      return {
        code: "trial_failed",
        sentence: `A picture that was signed with it to try it out reads back ${state} and not Trusted: ${failures.join(", ") || "no code was given"}.`,
      };
    });
  } catch (thrown) {
    const { code, message, details } = asFault(thrown);
    if (code === "corrupt")
      return { code: "trial_failed", sentence: `A picture could not be signed with it to try it out. ${message}` };
    if (details?.what === "identity" || code === "invalid") return { code: "cannot_sign", sentence: message };
    throw thrown;
  }
}

function definition(): ManifestDefinition {
  const name = sha256Hex(newId("request"));
  const uuid = `${name.slice(0, 8)}-${name.slice(8, 12)}-4${name.slice(13, 16)}-8${name.slice(17, 20)}-${name.slice(20, 32)}`;
  return {
    claim_version: 2,
    label: `urn:c2pa:${uuid}`,
    instance_id: `xmp:iid:${uuid}`,
    format: "image/png",
    claim_generator_info: [{ name: "C2 Concierge", version: "0.1.0" }],
    assertions: [],
  };
}
