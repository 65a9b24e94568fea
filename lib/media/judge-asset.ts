import type { Outcome } from "../kernel/outcome.ts";
import type { Inspection } from "../ports/media.ts";
import { impossibleMode } from "./impossible-mode.ts";

/** What is known of an asset: at first its row alone, with `inspection` null; then what reading it showed. */
export interface AssetFacts {
  key: string;
  sizeBytes: number;
  /** As the listing's name suggests; `application/octet-stream` where it suggests nothing. */
  listedMime: string;
  inspection: Pick<Inspection, "mime" | "widthPx" | "heightPx" | "structure" | "manifest"> | null;
}

/** The part of a plan's settings that decides over single assets. */
export interface AssetLimits {
  mode: "remote" | "embed";
  preserveEmbed: "parent" | "skip";
  sizeBytesMax: number;
  pixelsMax: number;
}

export const defaultLimits = {
  mode: "remote",
  preserveEmbed: "parent",
  sizeBytesMax: 200_000_000,
  pixelsMax: 100_000_000,
} as const satisfies AssetLimits;

export type Verdict =
  | { kind: "proceed"; mime: string }
  | Extract<Outcome, { kind: "skipped" }>
  | Extract<Outcome, { kind: "failed" }>;

/**
 * Whether an asset is to be signed. The one judgement that sample and run share, so that a preview cannot promise what
 * a run will not do. No verdict is worth a retry: the same bytes give the same one.
 */
export function judgeAsset(facts: AssetFacts, limits: AssetLimits): Verdict {
  const { sizeBytes, listedMime, inspection } = facts;
  if (sizeBytes === 0) return skipped("empty_object", "The object has 0 bytes.");
  if (sizeBytes > limits.sizeBytesMax)
    return skipped("too_large", `${sizeBytes} bytes; the limit is ${limits.sizeBytesMax}.`);
  if (inspection === null) return { kind: "proceed", mime: listedMime };

  const { mime, structure, manifest } = inspection;
  if (mime === null) {
    // A name that promises media over bytes that are none is another finding than a file nobody called media.
    if (promisesMedia(listedMime))
      return skipped("type_mismatch", `The name says ${listedMime}; the first bytes are of no known type.`);
    return skipped("unsupported_format", "The first bytes are of no type that can be signed.");
  }
  if (!signable.has(mime)) return skipped("unsupported_format", `${mime} cannot be signed.`);
  if (rawTypes.has(listedMime)) return skipped("unsupported_format", `${listedMime} cannot be signed.`);
  if (promisesType(listedMime) && typeOf(listedMime) !== typeOf(mime))
    return skipped("type_mismatch", `The name says ${listedMime}; the bytes are ${mime}.`);
  if (structure === "truncated" || structure === "undecodable")
    return { kind: "failed", why: structure, detail: `The structure check said ${structure}.`, retriable: false };
  return judgeContent(mime, inspection, limits, manifest);
}

function judgeContent(
  mime: string,
  { widthPx, heightPx }: { widthPx: number | null; heightPx: number | null },
  limits: AssetLimits,
  manifest: Inspection["manifest"],
): Verdict {
  if (widthPx !== null && heightPx !== null) {
    if (widthPx <= 1 && heightPx <= 1) return skipped("placeholder", `The image is ${widthPx}×${heightPx} pixels.`);
    if (widthPx * heightPx > limits.pixelsMax)
      return skipped("too_many_pixels", `${widthPx}×${heightPx} pixels; the limit is ${limits.pixelsMax}.`);
  }
  const impossible = impossibleMode(mime, limits.mode);
  if (impossible) return skipped("unsupported_format", impossible);
  if (manifest.kind === "several") return skipped("several_manifest_stores", "More than one manifest store was found.");
  if (manifest.kind === "found" && limits.preserveEmbed === "skip")
    return skipped("already_signed", `It carries a manifest: ${manifest.label}.`);
  return { kind: "proceed", mime };
}

function skipped(why: Extract<Verdict, { kind: "skipped" }>["why"], detail: string): Verdict {
  return { kind: "skipped", why, detail };
}

/** Formats whose manifests the engine can write. */
export const signable: ReadonlySet<string> = new Set([
  "image/jpeg",
  "image/png",
  "image/webp",
  "image/gif",
  "image/tiff",
  "image/avif",
  "image/heic",
  "image/heif",
  "image/svg+xml",
  "image/x-adobe-dng",
  "video/mp4",
  "video/quicktime",
  "video/x-msvideo",
  "audio/mp4",
  "audio/mpeg",
  "audio/wav",
]);

/** Names under which one type goes: a HEIC may be called HEIF, an M4V is an MP4, a DNG is a TIFF by its first bytes. */
const sameAs: Record<string, string> = {
  "image/jpg": "image/jpeg",
  "image/apng": "image/png",
  "image/heif": "image/heic",
  "image/x-adobe-dng": "image/tiff",
  "video/x-m4v": "video/mp4",
  "video/quicktime": "video/mp4",
  "audio/mp4": "video/mp4",
  "audio/x-wav": "audio/wav",
  "audio/vnd.wave": "audio/wav",
  "audio/mp3": "audio/mpeg",
};

/** Camera formats that look like TIFF or MP4 by their first bytes, and are neither. */
const rawTypes: ReadonlySet<string> = new Set([
  "image/x-canon-cr2",
  "image/x-canon-cr3",
  "image/x-nikon-nef",
  "image/x-olympus-orf",
  "image/x-sony-arw",
]);

function typeOf(mime: string): string {
  return sameAs[mime] ?? mime;
}

function promisesType(mime: string): boolean {
  return mime !== "" && mime !== "application/octet-stream" && mime !== "unknown";
}

function promisesMedia(mime: string): boolean {
  return /^(image|video|audio)\//.test(mime);
}
