import type { Id } from "../kernel/ids.ts";
import { ledger, planSettings } from "../plan/schema.ts";
import type { Tx } from "../ports/ctx.ts";
import { costSoFar } from "./cost-so-far.ts";
import { liveLeases } from "./item-rows.ts";
import type { RunRow } from "./rows.ts";
import { type RunState, type RunView, wireCounts } from "./schema.ts";

/** A run's row as screens show it, with what follows from it: rates, time left, cost. */
export async function showRun(tx: Tx, row: RunRow, now: Date): Promise<RunView> {
  const settings = planSettings.parse(row.plan.settings);
  const estimate = ledger.parse(row.plan.ledger);
  const wire = wireCounts.parse(row.wire);
  const debts = { owed: Number(row.stampsOwed), paid: Number(row.stampsPaid), lost: Number(row.stampsLost) };
  const activeMs =
    Number(row.activeMs) + (row.activeSince ? Math.max(0, now.getTime() - row.activeSince.getTime()) : 0);
  const inFlight = ["running", "paused", "cancelling"].includes(row.state)
    ? await liveLeases(tx, row.tenantId as Id<"tenant">, row.id as Id<"run">)
    : 0;
  return {
    id: row.id as Id<"run">,
    planId: row.planId as Id<"plan">,
    approvalId: row.approvalId as Id<"approval">,
    bucketId: row.plan.inventory.bucket.id as Id<"bucket">,
    bucketName: row.plan.inventory.bucket.name,
    inventoryId: row.plan.inventoryId as Id<"inventory">,
    mode: settings.mode,
    state: row.state as RunState,
    problem: row.problem,
    objects: row.objects.toString(),
    bytes: row.bytes.toString(),
    signed: row.signed.toString(),
    skipped: row.skipped.toString(),
    failed: row.failed.toString(),
    bytesDone: row.bytesDone.toString(),
    inFlight,
    activeMs,
    ...paceOf(row, activeMs),
    wire,
    stamps: { asked: settings.timeStamp !== "none", ...debts },
    // A stamp that was owed at first is charged for when it comes.
    cost: costSoFar(estimate, { wire: { ...wire, stamps: wire.stamps + debts.paid }, signed: row.signed }),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

/** Rates over the time spent running. Time left by bytes, which predict better than counts where sizes differ. */
export function paceOf(
  row: {
    objects: bigint;
    bytes: bigint;
    signed: bigint;
    skipped: bigint;
    failed: bigint;
    bytesDone: bigint;
    state: string;
  },
  activeMs: number,
): { assetsPerSecond: number; bytesPerSecond: number; secondsLeft: number | null } {
  const seconds = activeMs / 1000;
  const done = Number(row.signed + row.skipped + row.failed);
  if (seconds <= 0 || done === 0) return { assetsPerSecond: 0, bytesPerSecond: 0, secondsLeft: null };
  const assetsPerSecond = done / seconds;
  const bytesPerSecond = Number(row.bytesDone) / seconds;
  const over = row.state === "finished" || row.state === "cancelled";
  const byBytes = bytesPerSecond > 0 ? Number(row.bytes - row.bytesDone) / bytesPerSecond : 0;
  const byCount = (Number(row.objects) - done) / assetsPerSecond;
  return { assetsPerSecond, bytesPerSecond, secondsLeft: over ? null : Math.ceil(Math.max(byBytes, byCount)) };
}
