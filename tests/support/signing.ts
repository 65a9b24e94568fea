import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import sharp from "sharp";
import { mediaChildPath } from "../../lib/adapters/media/media-child-path.ts";
import { type MediaEngineOptions, makeMediaEngine } from "../../lib/adapters/media/media-engine.ts";
import { makeDevelopmentIdentity } from "../../lib/adapters/signer/development-identity.ts";
import { openPemSigner } from "../../lib/adapters/signer/pem-signer.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import type { StatedAssertion } from "../../lib/metadata/resolve-template.ts";
import type { Validation } from "../../lib/ports/media.ts";
import type { Signer, SigningAlgorithm } from "../../lib/ports/signer.ts";
import { intentOf } from "../../lib/run/intent-of.ts";

export const sharedMedia = new URL("../../../shared/media/", import.meta.url).pathname;
export const hasSharedMedia = existsSync(sharedMedia);

export const engineOptions: MediaEngineOptions = {
  childPath: mediaChildPath,
  parallel: 2,
  memoryMbMax: 1024,
  deadlineMsBase: 20_000,
  deadlineMsPerMb: 250,
};

export type Format = "jpeg" | "png" | "webp";
export const mimeOf: Record<Format, string> = { jpeg: "image/jpeg", png: "image/png", webp: "image/webp" };

/** A picture of coloured noise, always the same for a seed. */
export async function makePicture(format: Format, seed = 1, width = 320, height = 200): Promise<Uint8Array> {
  const pixels = Buffer.alloc(width * height * 3);
  let state = seed;
  for (let at = 0; at < pixels.length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    pixels[at] = (state >>> 24) & 0xff;
  }
  const image = sharp(pixels, { raw: { width, height, channels: 3 } }).blur(2);
  return Uint8Array.from(await image.toFormat(format).toBuffer());
}

export async function newSigner(
  organization = "Example Archive, Ltd.",
  algorithm: SigningAlgorithm = "es256",
): Promise<Signer & { privateKeyPem: string }> {
  const { facts, privateKeyPem } = await makeDevelopmentIdentity({ organization, algorithm, now: new Date() });
  return { ...openPemSigner(facts, privateKeyPem), privateKeyPem };
}

export interface SigningBench {
  engine: ReturnType<typeof makeMediaEngine>;
  signer: Signer;
  /** Signs bytes as a run would. */
  sign(
    bytes: Uint8Array,
    mime: string,
    mode: "remote" | "embed",
    signer?: Signer,
    stated?: StatedAssertion[],
  ): Promise<SignedBytes>;
  /** Against the bench's own anchor, or another. */
  validate(asset: Uint8Array, mime: string, manifest: Uint8Array | null, anchorsPem?: string): Promise<Validation>;
  inspect(bytes: Uint8Array): ReturnType<ReturnType<typeof makeMediaEngine>["inspect"]>;
  close(): Promise<void>;
}
export interface SignedBytes {
  label: string;
  output: Uint8Array;
  /** The asset's file after it was signed. */
  assetAfter: Uint8Array;
}

/** An engine, an identity and a folder, closed and removed together. */
export async function openSigningBench(options: Partial<MediaEngineOptions> = {}): Promise<SigningBench> {
  const folder = await mkdtemp(join(tmpdir(), "c2c-signing-test-"));
  const engine = makeMediaEngine({ ...engineOptions, ...options });
  const own = await newSigner();
  let files = 0;
  async function put(bytes: Uint8Array): Promise<string> {
    const path = join(folder, String(files++));
    await writeFile(path, bytes);
    return path;
  }
  return {
    engine,
    signer: own,
    async sign(bytes, mime, mode, signer = own, stated = []) {
      const path = await put(bytes);
      const settings = { mode, preserveEmbed: "parent" as const };
      const { definition } = intentOf({
        contentSha256: sha256Hex(bytes),
        mime,
        settings,
        stated,
        signerKeyId: signer.keyId,
      });
      const outputPath = `${path}.out`;
      await engine.sign({ path, sizeBytes: bytes.byteLength, mime, mode, definition, signer, outputPath });
      return {
        label: definition.label,
        output: Uint8Array.from(await readFile(outputPath)),
        assetAfter: Uint8Array.from(await readFile(path)),
      };
    },
    async validate(asset, mime, manifest, anchorsPem = own.anchorPem) {
      const path = await put(asset);
      const manifestPath = manifest ? await put(manifest) : null;
      return engine.validate({ path, sizeBytes: asset.byteLength, mime, manifestPath, anchorsPem });
    },
    async inspect(bytes) {
      return engine.inspect({ path: await put(bytes), sizeBytes: bytes.byteLength, nameMime: null, thumbnail: true });
    },
    async close() {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
