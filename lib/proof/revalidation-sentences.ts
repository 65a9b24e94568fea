import type { z } from "zod";
import type { statusCode, validationState } from "./schema.ts";

export type Found = "same" | "changed" | "gone";
export interface Judged {
  state: z.output<typeof validationState>;
  codes: z.output<typeof statusCode>[];
  anchors: number;
}
export interface Revalidated {
  asset: Found | "not_needed";
  stored: Found;
  certificateEnds: Date;
  own: Judged | null;
  trusted: Judged | null;
}

/**
 * What was found when a receipt's asset was looked at again, and what it does not mean. `supersededBy` is the receipt that took
 * this one's place, if there is one.
 */
export function revalidationSentences(seen: Revalidated, now: Date, supersededBy: string | null = null): string[] {
  const { asset, stored, own, trusted, certificateEnds } = seen;
  const copy = asset === "not_needed";
  const sentences: string[] = [...(copy ? [] : [assetWords[asset]]), (copy ? copyWords : storeWords)[stored]];
  if (copy && stored === "changed" && supersededBy)
    sentences.push(`A stamp that it owed came later: the receipt ${supersededBy} tells of the copy with it.`);
  if (!own || !trusted) {
    const gone = asset === "gone" || stored === "gone";
    return [
      ...sentences,
      gone ? "So there is nothing to validate." : "It is much longer than it was, and was not read.",
    ];
  }
  if (stored === "changed") sentences.push("What is there now was validated.");
  const what = copy ? "the signed copy" : "the manifest beside the asset";
  sentences.push(`Against the signing identity's own anchor ${what} is ${own.state}.`);
  sentences.push(
    trusted.anchors === 0
      ? `This workspace has loaded no trust list and trusts no other anchor, so nothing can be Trusted here: it is ${trusted.state}.`
      : `Against the ${trusted.anchors === 1 ? "one anchor" : `${trusted.anchors} anchors`} that this workspace trusts it is ${trusted.state}.`,
  );
  if (certificateEnds <= now) sentences.push(over(own, certificateEnds));
  return sentences;
}

const assetWords = {
  same: "The asset is, byte for byte, the one that was signed.",
  changed: "The asset changed since it was signed: its bytes are others, so its manifest no longer holds for it.",
  gone: "The asset is gone from the bucket.",
} as const;

const storeWords = {
  same: "The stored manifest is, byte for byte, the one that the receipt names.",
  changed: "The stored manifest is another than the receipt names.",
  gone: "The stored manifest is gone from the bucket.",
} as const;

const copyWords = {
  same: "The signed copy is, byte for byte, the one that the receipt names.",
  changed: "The signed copy is another than the receipt names.",
  gone: "The signed copy is gone from the bucket.",
} as const;

function over({ codes }: Judged, ended: Date): string {
  const day = ended.toISOString().slice(0, 10);
  const succeeds = (wanted: string) => codes.some(({ code, kind }) => code === wanted && kind === "success");
  if (succeeds("timeStamp.trusted"))
    return `The signing certificate ended on ${day}; the time-stamp shows that the manifest existed before.`;
  return succeeds("timeStamp.validated")
    ? `The signing certificate ended on ${day}. The manifest has a time-stamp token of an authority that is not trusted here, which does not show that it existed before.`
    : `The signing certificate ended on ${day}, and no time-stamp shows that the manifest existed before.`;
}
