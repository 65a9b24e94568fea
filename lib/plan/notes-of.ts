import type { PlanSettings } from "./schema.ts";
import { writingOf } from "./writing-of.ts";

/** What a reader of the ledger should know of this very plan before they approve it. */
export function notesOf(
  settings: PlanSettings,
  {
    shared,
    leftOut,
  }: {
    shared: { objects: number; firstKeys: string[] } | null;
    /** How many objects of the inventory lie where the run writes. */
    leftOut: number;
  },
): string[] {
  const { bucketId, replaces, form, outputPrefixes } = writingOf(settings);
  const notes: string[] = [];
  if (leftOut > 0)
    notes.push(
      `Of the inventory's objects ${leftOut.toLocaleString("en-US")} are left out: what lies below ${outputPrefixes.join(" or ")} is taken for what runs wrote. Write somewhere else to have them signed.`,
    );
  if (replaces)
    notes.push(
      "Each object is replaced by its signed form. Where the bucket keeps no versions, the original is gone.",
      "The signed form gets the object's user metadata, its headers for caches and browsers, and its storage class; in a folder, the file's permissions. Not carried over: access-control lists, tags, locks, an encryption key other than the bucket's own, and a file's owner.",
    );
  if (bucketId !== null)
    notes.push(
      "Copies are written to another bucket at its prices; reading them back is reckoned at the prices of this one.",
    );
  if (form === "embed" && settings.timeStamp !== "none")
    notes.push(
      `A time-stamp that comes later is put into ${replaces ? "the replaced object" : "the signed copy"} itself, if it is still as the run wrote it: its bytes and its ETag change once more, its length does not.`,
    );
  if (shared !== null && shared.objects > 0)
    notes.push(
      `${shared.objects.toLocaleString("en-US")} objects share their name up to the extension with another, ${JSON.stringify(shared.firstKeys[0])} among them: no same-path sidecar is put beside these.`,
    );
  return notes;
}
