import { recordManifests } from "../delivery/record-manifests.ts";
import type { Id } from "../kernel/ids.ts";
import { newId } from "../kernel/ids.ts";
import type { Outcome } from "../kernel/outcome.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { appendReceipts, lockChain } from "../receipt/append.ts";
import { recordDebts } from "../stamp-debt/record.ts";
import { recordUsage } from "../usage/record.ts";
import { type ClaimedItem, heldSeqs, postponeItems, type SettledRow, settleItems } from "./item-rows.ts";
import type { NextTry } from "./next-try.ts";
import { receiptFor } from "./receipt-for.ts";
import { countSettled, type Progress } from "./rows.ts";
import { noWire, type RunState, type WireCounts } from "./schema.ts";
import { adjustPace, takeTurn } from "./seat-rows.ts";
import type { SigningKit } from "./signing-kit.ts";

export interface Finished {
  item: ClaimedItem;
  next: NextTry;
}

/** How many rows were settled, how the run stands since, and how many objects the holder of the token may work on at once. */
export interface Settled {
  rows: number;
  state: RunState;
  /** Null where nothing about that changed. */
  width: number | null;
  progress: Progress;
}

/**
 * One transaction for everything that finished since the last one: rows, receipts, usage, counters, and what was counted
 * on the wire. Fenced by the lease token: a row whose lease another worker took over is left out, its receipt with it.
 * The tenant's chain is locked first, by every settler in the same order.
 */
export async function settle(
  ctx: TenantCtx,
  kit: SigningKit,
  token: string,
  finished: readonly Finished[],
): Promise<Settled> {
  const taken = { turn: ++kit.turns, wire: takeWire(kit) };
  try {
    const { counts, putOff, told } = await ctx.machineWrite(async (tx) => {
      const chain = await lockChain(tx, kit.tenantId);
      const lease = { tenantId: kit.tenantId, runId: kit.runId, token };
      const before = await takeTurn(tx, lease, taken.turn);
      const wire = sumOf([taken, ...kit.unsure.filter(({ turn }) => turn > before)]);
      const held = await heldSeqs(
        tx,
        lease,
        finished.map(({ item }) => item.seq),
      );
      const mine = finished.filter(({ item }) => held.has(item.seq));
      const now = ctx.now();
      const final = mine.flatMap(({ item, next }) =>
        next.kind === "settle" ? [{ item, outcome: next.outcome, receiptId: newId("receipt", now) }] : [],
      );
      const signed = final.flatMap(({ item, outcome, receiptId }) =>
        outcome.kind === "signed" ? [receiptFor(kit, item, outcome.facts, receiptId, now)] : [],
      );
      const rows = final.map(({ item, outcome, receiptId }) => settledRow(item, outcome, receiptId));
      await settleItems(tx, kit.tenantId, kit.runId, rows);
      const putOff = mine.flatMap(({ item, next }) =>
        next.kind === "again"
          ? [{ seq: item.seq, delayMs: next.delayMs, why: next.why, detail: storable(next.detail), free: next.free }]
          : [],
      );
      await postponeItems(tx, kit.tenantId, kit.runId, putOff);
      await appendReceipts(tx, kit.tenantId, chain, signed);
      await recordManifests(tx, kit.tenantId, chain.seq, signed);
      await recordDebts(tx, kit.tenantId, signed, {
        identityId: kit.settings.identityId,
        notAfter: kit.signer.notAfter,
      });
      await recordUsage(tx, kit.tenantId, signed);
      const count = (kind: Outcome["kind"]) => rows.filter((row) => row.outcome === kind).length;
      const bytes = rows.reduce((sum, row) => sum + row.bytes, 0);
      const counts = { signed: count("signed"), skipped: count("skipped"), failed: count("failed"), bytes };
      const { state, pace, settled, objects } = await countSettled(tx, kit.tenantId, kit.runId, {
        ...counts,
        wire,
        putOffMs: Math.max(0, ...putOff.map(({ delayMs }) => delayMs)),
      });
      const slowDowns = mine.filter(({ next }) => whyOf(next) === "store_slow_down").length;
      const heard = { slowDowns, served: mine.length - slowDowns };
      const width = slowDowns > 0 || pace !== null ? await adjustPace(tx, lease, heard) : null;
      return { counts, putOff, told: { rows: rows.length, state, width, progress: { settled, objects } } };
    });
    kit.unsure = [];
    const { metrics } = ctx.ports;
    metrics.objectsSettled(counts);
    for (const { why } of putOff) metrics.retried(why, 1);
    return told;
  } catch (thrown) {
    // Either nothing was written, or only the answer was lost: the next transaction finds out which.
    kit.unsure.push(taken);
    throw thrown;
  }
}

function whyOf(next: NextTry): string | null {
  if (next.kind === "again") return next.why;
  return next.outcome.kind === "signed" ? null : next.outcome.why;
}

function settledRow(item: ClaimedItem, outcome: Outcome, receiptId: Id<"receipt">): SettledRow {
  const row = { seq: item.seq, bytes: item.sizeBytes };
  if (outcome.kind === "signed") return { ...row, outcome: "signed", why: null, detail: null, receiptId };
  return { ...row, outcome: outcome.kind, why: outcome.why, detail: storable(outcome.detail), receiptId: null };
}

/** Neither NUL nor half a surrogate pair can be stored; both may come out of a hostile file's error text. */
function storable(text: string): string {
  return text.slice(0, 2000).replaceAll("\0", "").toWellFormed();
}

function takeWire(kit: SigningKit): WireCounts {
  const taken = { ...kit.wire, mediaMs: Math.floor(kit.wire.mediaMs) };
  // What is left of a millisecond goes to the next transaction: thousands of jobs take one or two each.
  Object.assign(kit.wire, noWire, { mediaMs: kit.wire.mediaMs - taken.mediaMs });
  return taken;
}

function sumOf(parts: readonly { wire: WireCounts }[]): WireCounts {
  const sum = { ...noWire };
  for (const { wire } of parts) for (const name of Object.keys(noWire) as (keyof WireCounts)[]) sum[name] += wire[name];
  return sum;
}
