import { readFileSync } from "node:fs";
import { Reader } from "@contentauth/c2pa-node";
import { checkStructure } from "../../media/check-structure.ts";
import { countManifestStores } from "../../media/count-manifest-stores.ts";
import { sniffBytes, sniffMime } from "../../media/sniff-mime.ts";
import type { Inspection, ManifestFinding } from "../../ports/media.ts";
import type { ChildJob } from "./messages.ts";
import { readValidation } from "./read-validation.ts";
import { sdkSettings } from "./sdk-settings.ts";

const thumbnailPx = 160;

/** The header first: what is cut or has too many pixels is not handed to anything that decodes. */
export async function inspectFile(job: Extract<ChildJob, { kind: "inspect" }>): Promise<Inspection> {
  const bytes = readFileSync(job.path);
  const mime = sniffMime(bytes.subarray(0, sniffBytes));
  const found = checkStructure(bytes, mime);
  const sound = found.structure === "whole" || found.structure === "unchecked";
  const pixels = (found.widthPx ?? 0) * (found.heightPx ?? 0);
  return {
    mime,
    ...found,
    manifest: mime && sound ? await manifestOf(bytes, mime) : { kind: "none" },
    thumbnail:
      job.thumbnail && mime?.startsWith("image/") && sound && pixels <= job.pixelsMax
        ? await thumbnailOf(bytes, job.pixelsMax)
        : null,
    xmpInstanceId: instanceIdOf(bytes),
  };
}

async function manifestOf(bytes: Buffer, mime: string): Promise<ManifestFinding> {
  const stores = countManifestStores(bytes, mime);
  if (stores === 0) return { kind: "none" };
  if (stores !== null && stores > 1) return { kind: "several" };
  let reader: Reader | null;
  try {
    reader = await Reader.fromAsset({ buffer: bytes, mimeType: mime }, sdkSettings(null));
  } catch {
    // A store that cannot be read is a finding, not an error: signing keeps it as an ingredient that failed.
    return stores === 1
      ? { kind: "found", label: "", state: "Invalid", codes: [], claimGenerator: null }
      : { kind: "none" };
  }
  if (!reader) return { kind: "none" };
  const { state, codes, activeManifest } = readValidation(reader.json());
  return {
    kind: "found",
    label: activeManifest?.label ?? "",
    state,
    codes: codes.filter((code) => code.kind === "failure").map((code) => code.code),
    claimGenerator: activeManifest?.claimGenerator ?? null,
  };
}

/** Null where the picture cannot be decoded: a thumbnail is a convenience of the sample, not a finding. */
async function thumbnailOf(bytes: Buffer, pixelsMax: number): Promise<Uint8Array | null> {
  const { default: sharp } = await import("sharp");
  try {
    const image = sharp(bytes, { limitInputPixels: pixelsMax, pages: 1 });
    return new Uint8Array(
      await image.rotate().resize(thumbnailPx, thumbnailPx, { fit: "inside" }).webp({ quality: 70 }).toBuffer(),
    );
  } catch {
    return null;
  }
}

/** The XMP instance id, as attribute or element, where a packet has one within the first and last 256 kB. */
function instanceIdOf(bytes: Buffer): string | null {
  const edge = 262_144;
  for (const part of [bytes.subarray(0, edge), bytes.subarray(Math.max(edge, bytes.length - edge))]) {
    const match = /xmpMM:InstanceID(?:="([^"<>]{1,200})"|>([^<>]{1,200})<)/.exec(part.toString("latin1"));
    if (match) return match[1] ?? match[2] ?? null;
  }
  return null;
}
