import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPemSigner } from "../../lib/adapters/signer/pem-signer.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { validateOwn } from "../../lib/signer-identity/validate-own.ts";
import { keyPairs, keyPem, makeChain, makeLeaf } from "../support/certificates.ts";
import { makePicture, newSigner, openSigningBench, type SigningBench } from "../support/signing.ts";

let bench: SigningBench;
let folder: string;
beforeAll(async () => {
  bench = await openSigningBench({ parallel: 1 });
  folder = await mkdtemp(join(tmpdir(), "c2c-pinned-test-"));
});
afterAll(async () => {
  await bench.close();
  await rm(folder, { recursive: true, force: true });
});

const leafOf = (chainPem: string) => `${chainPem.split("-----END")[0]}-----END CERTIFICATE-----\n`;

test("a pinned leaf gives the same state and the same codes as the chain that was followed, for that leaf alone", async () => {
  const picture = await makePicture("jpeg");
  const { output } = await bench.sign(picture, "image/jpeg", "remote");
  const [path, manifestPath] = [join(folder, "asset"), join(folder, "store")];
  await writeFile(path, picture);
  await writeFile(manifestPath, output);
  const job = { path, sizeBytes: picture.byteLength, mime: "image/jpeg", manifestPath };
  const { anchorPem, chainPem } = bench.signer;
  const followed = await bench.engine.validate({ ...job, anchorsPem: anchorPem });
  const pinned = await bench.engine.validate({ ...job, anchorsPem: "", pinnedLeafPem: leafOf(chainPem) });
  expect(followed.state).toBe("Trusted");
  const codes = (validation: typeof followed) => validation.codes.map(({ kind, code }) => `${kind} ${code}`);
  expect({ state: pinned.state, codes: codes(pinned) }).toEqual({ state: "Trusted", codes: codes(followed) });

  const other = await newSigner();
  const byAnother = await bench.engine.validate({ ...job, anchorsPem: "", pinnedLeafPem: leafOf(other.chainPem) });
  expect(byAnother.state).toBe("Valid");
  expect(byAnother.codes).toContainEqual(expect.objectContaining({ code: "signingCredential.untrusted" }));

  const flipped = Uint8Array.from(picture);
  flipped[flipped.length - 40] = (flipped[flipped.length - 40] ?? 0) ^ 1;
  const flippedPath = join(folder, "flipped");
  await writeFile(flippedPath, flipped);
  const mismatch = await bench.engine.validate({
    ...job,
    path: flippedPath,
    anchorsPem: "",
    pinnedLeafPem: leafOf(chainPem),
  });
  expect(mismatch.state).toBe("Invalid");
  expect(mismatch.codes).toContainEqual(expect.objectContaining({ code: "assertion.dataHash.mismatch" }));
});

test("what another customer of the same authority signed under our label is never taken for ours", async () => {
  const chain = await makeChain("es256");
  const pair = keyPairs.es256();
  const otherLeaf = await makeLeaf(pair.publicKey, chain.intermediate);
  const otherFacts = {
    ...chain.facts,
    chainPem: otherLeaf + chain.intermediate.pem,
    keyId: sha256Hex(Buffer.from(otherLeaf.replace(/-----[^-]+-----/g, ""), "base64")),
  };
  const picture = await makePicture("jpeg");
  const [path, manifestPath] = [join(folder, "shared-root"), join(folder, "planted")];
  await writeFile(path, picture);
  const planted = await bench.sign(picture, "image/jpeg", "remote", openPemSigner(otherFacts, keyPem(pair.privateKey)));
  await writeFile(manifestPath, planted.output);
  const job = { path, sizeBytes: picture.byteLength, mime: "image/jpeg", manifestPath };
  const underTheRoot = await bench.engine.validate({ ...job, anchorsPem: chain.facts.anchorPem });
  expect(underTheRoot.state).toBe("Trusted");
  for (const followed of [false, true])
    expect((await validateOwn(bench.engine, chain.facts, job, followed)).state).toBe("Valid");
  expect((await validateOwn(bench.engine, otherFacts, job)).state).toBe("Trusted");
  const stranger = await makeChain("es256");
  expect((await validateOwn(bench.engine, { ...otherFacts, anchorPem: stranger.facts.anchorPem }, job)).state).toBe(
    "Valid",
  );
});
