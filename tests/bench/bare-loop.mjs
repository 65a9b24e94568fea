// One process of the raw baseline: signs each file with the SDK alone and reads it back, and nothing else. Its parent
// starts as many as there are cores, over the same files and with the same kind of signer as the pipeline.
import { createPrivateKey, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { Builder, CallbackSigner, Reader } from "@contentauth/c2pa-node";

process.on("message", async ({ paths, chainPem, anchorPem, privateKeyPem }) => {
  const key = createPrivateKey(privateKeyPem);
  const signer = CallbackSigner.newSigner(
    { alg: "es256", certs: [Buffer.from(chainPem)], reserveSize: 5000, directCoseHandling: false },
    async (bytes) => sign("sha256", bytes, { key, dsaEncoding: "ieee-p1363" }),
  );
  const settings = JSON.stringify({
    trust: { trust_anchors: anchorPem },
    verify: { remote_manifest_fetch: false, verify_after_sign: false },
    builder: { thumbnail: { enabled: false } },
  });
  const cpu = process.cpuUsage();
  const startedMs = performance.now();
  for (const path of paths) {
    const bytes = readFileSync(path);
    const builder = Builder.withJson(
      { claim_version: 2, claim_generator_info: [{ name: "bare", version: "1" }] },
      settings,
    );
    builder.setIntent("edit");
    builder.setNoEmbed(true);
    const asset = { buffer: bytes, mimeType: "image/jpeg" };
    const manifest = await builder.signAsync(signer, asset, { buffer: null });
    const reader = await Reader.fromManifestDataAndAsset(manifest, asset, settings);
    const { validation_state: state } = reader.json();
    if (state !== "Trusted") throw new Error(`bare loop: ${path} read back ${state}`);
  }
  const { user, system } = process.cpuUsage(cpu);
  process.send({ wallMs: performance.now() - startedMs, cpuMs: (user + system) / 1000 }, () => process.exit(0));
});
