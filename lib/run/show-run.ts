import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { FailReason } from "../kernel/outcome.ts";
import { ledger, planSettings } from "../plan/schema.ts";
import type { Tx } from "../ports/ctx.ts";
import { costSoFar } from "./cost-so-far.ts";
import { liveLeases } from "./item-rows.ts";
import type { RunPriority } from "./priority.ts";
import { findRun, type RunRow } from "./rows.ts";
import { type RunState, type RunView, wireCounts } from "./schema.ts";
import { seatedWidth } from "./seat-rows.ts";
import { settlingOf } from "./settling.ts";

/** A run's row as screens show it, with what follows from it: rates, time left, cost. */
export async function showRun(tx: Tx, row: RunRow, now: Date): Promise<RunView> {
  const settings = planSettings.parse(row.plan.settings);
  const estimate = ledger.parse(row.plan.ledger);
  const wire = wireCounts.parse(row.wire);
  const debts = { owed: Number(row.stampsOwed), paid: Number(row.stampsPaid), lost: Number(row.stampsLost) };
  const activeMs =
    Number(row.activeMs) + (row.activeSince ? Math.max(0, now.getTime() - row.activeSince.getTime()) : 0);
  const [tenantId, runId] = [row.tenantId as Id<"tenant">, row.id as Id<"run">];
  const stopping = row.state === "paused" || row.state === "cancelling";
  const held = row.state === "running" || stopping ? await liveLeases(tx, tenantId, runId) : noneHeld;
  const atOnce = row.state === "running" ? await seatedWidth(tx, tenantId, runId) : 0;
  const pace = paceOf(row, activeMs);
  return {
    id: runId,
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
    inFlight: held.objects,
    settling: stopping ? settlingOf(held, settings, pace.assetsPerSecond) : null,
    priority: row.priority as RunPriority,
    concurrency: Math.min(settings.concurrency, row.concurrency ?? settings.concurrency),
    maxInflight: Math.min(settings.maxInflight, row.maxInflight ?? settings.maxInflight),
    atOnce,
    slowed: row.state === "running" ? slowedOf(row, atOnce) : null,
    slowDowns: row.slowDowns.toString(),
    retried: row.retryWhy ? { why: row.retryWhy as FailReason, objects: row.retryObjects.toString() } : null,
    activeMs,
    ...pace,
    wire,
    stamps: { asked: settings.timeStamp !== "none", ...debts },
    cost: costSoFar(estimate, { wire, signed: row.signed, stampsPaid: row.stampsPaid }),
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}

const noneHeld = { objects: 0, bytesMax: 0 };

/** Between two calls of the pump nobody is at work: then it is what the next one may. */
function slowedOf({ pace, slowedAt }: RunRow, atOnce: number): RunView["slowed"] {
  if (pace === null || slowedAt === null) return null;
  return { atOnce: atOnce || Math.max(1, Math.floor(pace)), at: slowedAt.toISOString() };
}

/** A run as it stands. Throws Fault `not_found` where the workspace has none of this id. */
export async function viewRun(tx: Tx, tenantId: Id<"tenant">, runId: Id<"run">, now: Date): Promise<RunView> {
  const row = await findRun(tx, tenantId, runId);
  if (!row) throw new Fault("not_found", "There is no such run in this workspace.");
  return showRun(tx, row, now);
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
