import { join } from "node:path";
import type { Outcome } from "../kernel/outcome.ts";
import type { StampProblem } from "../kernel/stamp-problems.ts";
import type { Writing } from "../plan/writing-of.ts";
import type { Inspection, SignOrder } from "../ports/media.ts";
import type { Carried } from "../ports/store.ts";
import type { Meant } from "./adopt-replaced.ts";
import type { Intent } from "./intend.ts";
import type { ClaimedItem } from "./item-rows.ts";
import { type ReadBack, readBack } from "./read-back.ts";
import { readEarlier } from "./read-earlier.ts";
import { type AssetInHand, patience, type SigningKit, spentOn } from "./signing-kit.ts";
import { stampSigned } from "./stamp-signed.ts";
import { isStampInVain, type StampedOrder, stampsWhileSigning, stampWhileSigning } from "./stamp-while-signing.ts";

export type Written = { kind: "read-back"; intent: Intent; inspection: Inspection; written: ReadBack };
type Intend = (inspection: Inspection) => Intent | Outcome;

/**
 * Sees to it that exactly one manifest of this asset's intent is stored, and that it reads back Trusted. A first attempt
 * signs as soon as it has looked, puts on the mode's condition, and adopts the winner's where it lost the race; a later one,
 * or one whose stamp would be in vain, looks for what an earlier one stored before it signs. What is stored and is not ours is never touched: `stored_differs`.
 */
export async function adoptOrWrite(
  kit: SigningKit,
  item: ClaimedItem,
  asset: AssetInHand,
  intend: Intend,
): Promise<Written | Outcome> {
  const first = item.attempts > 1 || (await isStampInVain(kit, item)) ? lookFirst : signAtOnce;
  const made = await first(kit, item, asset, intend);
  if (made.kind !== "made") return made;
  const { intent, inspection } = made;
  if (kit.writing.replaces) await kit.note(item.seq, meantOf(asset, intent, inspection));
  const { path, problem } = intent.order.mode === "remote" ? await stampSigned(kit, asset, intent, made) : made;
  const put = await putSigned(kit, asset, intent, path);
  const { stored, ...read } =
    put === "condition-failed"
      ? await readEarlier(kit, item, asset, intent)
      : { intent, stored: await readBack(kit, item, asset, intent, false) };
  if (stored.kind === "read-back") {
    const { timeStamp } = stored;
    const written =
      problem && timeStamp.kind === "debt" ? { ...stored, timeStamp: { ...timeStamp, why: problem } } : stored;
    return { kind: "read-back", intent: read.intent, inspection, written };
  }
  if (stored.kind !== "missing") return stored;
  const detail = `${intent.storedKey} is not there after it was written.`;
  return { kind: "failed", why: "readback_missing", detail, retriable: true };
}

/** Signed, and not yet stored. `problem` is why it has no stamp although it was to have one by now. */
type Made = {
  kind: "made";
  intent: Intent;
  inspection: Inspection;
  path: string;
  signature: Uint8Array | null;
  problem: StampProblem | null;
};

async function signAtOnce(
  kit: SigningKit,
  item: ClaimedItem,
  asset: AssetInHand,
  intend: Intend,
): Promise<Made | Outcome> {
  let meant: Intent | Outcome | null = null;
  let ordered: StampedOrder | null = null;
  const decide = (inspection: Inspection): SignOrder | null => {
    meant = intend(inspection);
    if (meant.kind !== "intent") return null;
    ordered = stampWhileSigning(kit, meant);
    return ordered.order;
  };
  const { path, sizeBytes } = asset;
  const mayStamp = stampsWhileSigning(kit);
  const output = outputPath(asset);
  const job = { path, sizeBytes, nameMime: item.mime, outputPath: output, spent: spentOn(kit), decide, mayStamp };
  const { inspection, signed } = await kit.media.inspectAndSign(job);
  // The engine calls `decide` before it answers.
  const decided = meant as unknown as Intent | Outcome;
  if (decided.kind !== "intent") return decided;
  if (signed === null) throw new Error("what was meant was signed");
  const problem = (ordered as unknown as StampedOrder).problem();
  return { kind: "made", intent: decided, inspection, path: job.outputPath, signature: signed.signature, problem };
}

async function lookFirst(
  kit: SigningKit,
  item: ClaimedItem,
  asset: AssetInHand,
  intend: Intend,
): Promise<Made | Written | Outcome> {
  const { path, sizeBytes } = asset;
  const spent = spentOn(kit);
  const inspection = await kit.media.inspect({ path, sizeBytes, nameMime: item.mime, thumbnail: false, spent });
  const intent = intend(inspection);
  if (intent.kind !== "intent") return intent;
  // What stands in an object's own place is the object, as the inventory saw it: there is nothing to look for.
  const earlier = kit.writing.replaces ? null : await readEarlier(kit, item, asset, intent);
  if (earlier?.stored.kind === "read-back")
    return { kind: "read-back", intent: earlier.intent, inspection, written: earlier.stored };
  if (earlier && earlier.stored.kind !== "missing") return earlier.stored;
  const output = outputPath(asset);
  const { order, problem } = stampWhileSigning(kit, intent);
  const { signature } = await kit.media.sign({ ...order, path, sizeBytes, outputPath: output, spent });
  return { kind: "made", intent, inspection, path: output, signature, problem: problem() };
}

async function putSigned(
  kit: SigningKit,
  asset: AssetInHand,
  { order, storedKey }: Intent,
  path: string,
): Promise<"written" | "condition-failed"> {
  const file = await kit.scratch.facts(path);
  const put = await kit.target.upload(storedKey, file, {
    contentType: order.mode === "remote" ? "application/c2pa" : order.mime,
    when: kit.writing.when(asset.etag),
    carry: carriedBy(kit.writing, asset),
    signal: patience(kit, file.sizeBytes),
  });
  if (put.kind === "written") kit.wire.bytesStored += file.sizeBytes;
  return put.kind;
}

/** What replaces an object has all that it had. A copy is as open as its original; a manifest store has no picture to close. */
function carriedBy({ replaces, form }: Writing, { carried }: AssetInHand): Carried | undefined {
  if (replaces) return carried;
  return form === "embed" && carried?.mode !== undefined ? { mode: carried.mode } : undefined;
}

function meantOf({ contentSha256 }: AssetInHand, { intentSha256, order }: Intent, inspection: Inspection): Meant {
  const { mime, definition } = order;
  return { intentSha256, contentSha256, label: definition.label, mime, parentManifest: parentOf(order, inspection) };
}

/** What became of a manifest that the asset carried. */
export function parentOf({ update }: SignOrder, { manifest }: Inspection): Meant["parentManifest"] {
  if (manifest.kind !== "found") return "none";
  return update ? "updated" : "kept";
}

function outputPath(asset: AssetInHand): string {
  return join(asset.folder, "signed");
}
