// One process of the raw baseline: does one thing to each file with the SDK alone, or node's hash, and nothing else. Its
// parent starts as many as there are cores, over the same files and with the same kind of signer as the engine.
import { createHash, createPrivateKey, sign } from "node:crypto";
import { readFileSync } from "node:fs";
import { Builder, CallbackSigner, Reader } from "@contentauth/c2pa-node";

process.once("message", async ({ work, paths, mime, chainPem, anchorPem, privateKeyPem }) => {
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
  const manifests = new Map();

  async function signOne(path) {
    const builder = Builder.withJson(
      { claim_version: 2, claim_generator_info: [{ name: "b", version: "1" }] },
      settings,
    );
    builder.setIntent("edit");
    builder.setNoEmbed(true);
    const asset = { buffer: readFileSync(path), mimeType: mime };
    manifests.set(path, await builder.signAsync(signer, asset, { buffer: null }));
  }

  async function validateOne(path) {
    const asset = { buffer: readFileSync(path), mimeType: mime };
    const reader = await Reader.fromManifestDataAndAsset(manifests.get(path), asset, settings);
    const { validation_state: state } = reader.json();
    if (state !== "Trusted") throw new Error(`bare loop: ${path} read back ${state}`);
  }

  const works = {
    sha256: (path) => createHash("sha256").update(readFileSync(path)).digest(),
    sign: signOne,
    validate: validateOne,
    both: async (path) => {
      await signOne(path);
      await validateOne(path);
    },
  };
  if (work === "validate") for (const path of paths) await signOne(path);
  // What is warm in a run of a million is warm here.
  for (const path of paths.slice(0, 2)) await works[work](path);
  process.send({ ready: true });
  process.once("message", async () => {
    const cpu = process.cpuUsage();
    const startedMs = performance.now();
    for (const path of paths) await works[work](path);
    const { user, system } = process.cpuUsage(cpu);
    const wallMs = performance.now() - startedMs;
    process.send({ wallMs, cpuMs: (user + system) / 1000, peakRssBytes: process.resourceUsage().maxRSS * 1024 }, () =>
      process.exit(0),
    );
  });
});
