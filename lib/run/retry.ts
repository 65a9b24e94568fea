import { z } from "zod";
import { lockOrRefuse } from "../bucket/lock-or-refuse.ts";
import { Fault } from "../kernel/fault.ts";
import { type Id, idOf } from "../kernel/ids.ts";
import { type FailReason, failReasons } from "../kernel/outcome.ts";
import { type TenantCtx, type Tx, verb } from "../ports/ctx.ts";
import { askForRetry, countFailed } from "./reopen-rows.ts";
import { findRun, lockRun, moveRun } from "./rows.ts";
import { startedEvent } from "./run-events.ts";
import { type RunState, runStates } from "./schema.ts";

interface Retried {
  state: RunState;
  epoch: number;
  objects: string;
}

/**
 * Takes a finished run up again for the objects that failed for one reason, under a new epoch: their rows are opened again and
 * claimed as at first, everything else stays as it is. Asked for again before that run ends, it answers the same. Refused
 * with `precondition` where nothing failed so, where the run is not over, or was cancelled.
 */
export const retryRun = verb({
  name: "run.retry",
  summary: "Try the objects of a finished run again that failed for one reason",
  scope: "run.operate",
  input: z.object({
    runId: idOf("run"),
    why: z.enum(failReasons).describe("The reason they failed for, as reports tell it"),
  }),
  output: z.object({
    state: z.enum(runStates),
    objects: z.string().regex(/^\d+$/).describe("How many are tried again, as a decimal string"),
  }),
  async run(ctx, { runId, why }) {
    const { state, epoch, objects } = await ctx.write({ action: "run.retry", subject: runId, detail: { why } }, (tx) =>
      reopen(ctx, tx, runId, why),
    );
    await ctx.ports.jobs.send([startedEvent(ctx.tenantId, runId, epoch)]);
    return { state, objects };
  },
});

async function reopen({ tenantId }: TenantCtx, tx: Tx, runId: Id<"run">, why: FailReason): Promise<Retried> {
  const found = await findRun(tx, tenantId, runId);
  if (!found) throw new Fault("not_found", "There is no such run in this workspace.");
  // The bucket first, as whoever launches a run or removes a bucket locks it: a run must not go on over one that is gone.
  await lockOrRefuse(tx, tenantId, found.plan.inventory.bucketId as Id<"bucket">);
  const run = await lockRun(tx, tenantId, runId);
  const before = await findRun(tx, tenantId, runId);
  if (!run || !before) throw new Fault("not_found", "There is no such run in this workspace.");
  const { state, epoch } = run;
  if (state === "cancelled" || state === "cancelling")
    throw new Fault("precondition", "The run was cancelled. Clone it to sign what it left.");
  if (state !== "finished") {
    if (before.retryWhy === why) return { state, epoch, objects: before.retryObjects.toString() };
    throw new Fault("precondition", "The run is not over yet. What failed can be tried again when it is.");
  }
  const objects = await countFailed(tx, tenantId, runId, why);
  if (objects === 0) throw new Fault("precondition", `No object of this run failed with ${why}.`);
  await askForRetry(tx, tenantId, runId, { why, objects });
  await moveRun(tx, tenantId, runId, "filling", epoch + 1);
  return { state: "filling", epoch: epoch + 1, objects: String(objects) };
}
