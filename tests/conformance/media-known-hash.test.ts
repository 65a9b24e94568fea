import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { intentOf } from "../../lib/run/intent-of.ts";
import { makePicture, openSigningBench, type SigningBench } from "../support/signing.ts";

let bench: SigningBench;
let folder: string;
beforeAll(async () => {
  bench = await openSigningBench();
  folder = await mkdtemp(join(tmpdir(), "c2c-known-hash-test-"));
});
afterAll(async () => {
  await bench.close();
  await rm(folder, { recursive: true, force: true });
});

const mime = "image/jpeg";

async function signWithHash(contentSha256: string, picture: Uint8Array) {
  const path = join(folder, contentSha256);
  const outputPath = `${path}.c2pa`;
  await writeFile(path, picture);
  const settings = { mode: "remote", preserveEmbed: "parent" } as const;
  const { definition } = intentOf({ contentSha256, mime, settings, signerKeyId: bench.signer.keyId });
  const order = { mime, mode: "remote" as const, definition, signer: bench.signer, contentSha256 };
  await bench.engine.sign({ ...order, path, sizeBytes: picture.byteLength, outputPath });
  return Uint8Array.from(await readFile(outputPath));
}

test("the hash that came with an order is the whole hard binding of its sidecar", async () => {
  const picture = await makePicture("jpeg");
  const store = await signWithHash(sha256Hex(picture), picture);
  expect(await bench.validate(picture, mime, store)).toMatchObject({ state: "Trusted" });
});

test("a hash of other bytes binds those, and not the file that lies there", async () => {
  const [picture, other] = [await makePicture("jpeg"), await makePicture("png")];
  const store = await signWithHash(sha256Hex(other), picture);
  const { state, codes } = await bench.validate(picture, mime, store);
  expect(state).toBe("Invalid");
  expect(codes.map(({ code }) => code)).toContain("assertion.dataHash.mismatch");
  expect((await bench.validate(other, "image/png", store)).state).toBe("Trusted");
});
