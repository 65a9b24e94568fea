import type { Outcome } from "../kernel/outcome.ts";
import { type ParentPolicy, signedForm, type WritingMode } from "../kernel/writing-modes.ts";
import type { Inspection } from "../ports/media.ts";
import { formatOf, heldBytesMax, isSameFamily } from "./formats.ts";
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
  mode: WritingMode;
  preserveEmbed: ParentPolicy;
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
  const format = formatOf(mime);
  const promised = formatOf(listedMime);
  if (format === undefined || mime === null) {
    // A name that promises a format over bytes that are of none is another finding than a file whose name promises nothing that is signed.
    if (promised) return skipped("type_mismatch", `The name says ${listedMime}; the first bytes are of no known type.`);
    return skipped("unsupported_format", "The first bytes are of no type that can be signed.");
  }
  const impossible = impossibleMode(mime, signedForm(limits.mode));
  if (promisesType(listedMime) && !(promised && isSameFamily(promised, format)))
    return skipped("type_mismatch", `The name says ${listedMime}; the bytes are ${mime}.`);
  if (impossible) return skipped("unsupported_format", impossible);
  if (sizeBytes > heldBytesMax && format.held)
    return skipped("too_large", `${sizeBytes} bytes; a ${format.name} may have ${heldBytesMax}.`);
  if (structure === "truncated" || structure === "undecodable")
    return { kind: "failed", why: structure, detail: structureDetails[structure], retriable: false };
  return judgeContent(mime, inspection, limits, manifest);
}

const structureDetails = {
  truncated: "The file ends before its own structure says it should.",
  undecodable: "The file does not have the structure that its first bytes promise.",
};

function judgeContent(
  mime: string,
  { widthPx, heightPx }: { widthPx: number | null; heightPx: number | null },
  limits: AssetLimits,
  manifest: Inspection["manifest"],
): Verdict {
  if (widthPx !== null && heightPx !== null) {
    if (widthPx <= 1 && heightPx <= 1) return skipped("placeholder", `The image is ${widthPx}×${heightPx} pixels.`);
    if (Math.max(widthPx, heightPx) > sidePxMax)
      return skipped("too_many_pixels", `${widthPx}×${heightPx} pixels; a side may have ${sidePxMax}.`);
    if (widthPx * heightPx > limits.pixelsMax)
      return skipped("too_many_pixels", `${widthPx}×${heightPx} pixels; the limit is ${limits.pixelsMax}.`);
  }
  if (manifest.kind === "several") return skipped("several_manifest_stores", "More than one manifest store was found.");
  if (manifest.kind === "found" && limits.preserveEmbed === "skip")
    return skipped("already_signed", `It carries a manifest: ${manifest.label}.`);
  return { kind: "proceed", mime };
}

function skipped(why: Extract<Verdict, { kind: "skipped" }>["why"], detail: string): Verdict {
  return { kind: "skipped", why, detail };
}

/** What a JPEG can have at most; whatever claims more is made to be decoded by nobody. */
const sidePxMax = 65_535;

function promisesType(mime: string): boolean {
  return mime !== "" && mime !== "application/octet-stream" && mime !== "unknown";
}
