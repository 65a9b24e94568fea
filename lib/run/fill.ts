import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { type Id, idOf } from "../kernel/ids.ts";
import { outputPrefixes } from "../plan/expected-work.ts";
import { planSettings } from "../plan/schema.ts";
import { type TenantCtx, type Tx, verb } from "../ports/ctx.ts";
import { fillItems, markSharedStems } from "./item-rows.ts";
import { reopenSome } from "./reopen-rows.ts";
import { countSettled, findRun, growRun, lockRun, moveRun, type RunRow } from "./rows.ts";
import { noWire } from "./schema.ts";

/** Objects one transaction adds: a second or so, for which whoever cancels or sweeps has to wait. */
const objectsAtOnce = 50_000;

/**
 * The machine's verb that makes a run's rows ready: those of its plan's inventory, once, and those of a class of failures that
 * is tried again. Whoever comes second, or after somebody who was killed, goes on where that was, and finds the run
 * running in the end. Where the budget is over before, it is still `filling`: call again.
 */
export const fillRun = verb({
  name: "run.fill",
  summary: "Write the rows of a run from its plan's inventory",
  scope: "run.operate",
  input: z.object({ runId: idOf("run"), budgetMs: z.number().int().min(1).default(600_000) }),
  output: z.object({ state: z.string(), objects: z.string(), slices: z.number().int() }),
  async run(ctx, { runId, budgetMs }) {
    const endsMs = performance.now() + budgetMs;
    for (;;) {
      const run = await fillSome(ctx, runId);
      if (run.state !== "filling" || performance.now() > endsMs)
        return { state: run.state, objects: run.objects.toString(), slices: run.slices };
    }
  },
});

async function fillSome(ctx: TenantCtx, runId: Id<"run">): Promise<RunRow> {
  const { tenantId } = ctx;
  return ctx.machineWrite(async (tx) => {
    const locked = await lockRun(tx, tenantId, runId);
    const run = await findRun(tx, tenantId, runId);
    if (!locked || !run) throw new Fault("not_found", "There is no such run in this workspace.");
    if (locked.state !== "filling") return run;
    if (run.retryWhy) {
      const reopened = await reopenSome(tx, tenantId, runId, run.retryWhy, objectsAtOnce);
      return reopened === objectsAtOnce ? run : setGoing(tx, run, locked.epoch);
    }
    const { inventoryId } = run.plan;
    const settings = planSettings.parse(run.plan.settings);
    const prefixes = outputPrefixes(settings);
    const added = await fillItems(tx, { tenantId, runId, inventoryId, outputPrefixes: prefixes, limit: objectsAtOnce });
    await growRun(tx, tenantId, runId, added);
    if (added.objects === objectsAtOnce) return run;
    if (settings.sidecar === "same-path") await markSharedStems(tx, tenantId, runId);
    return setGoing(tx, run, locked.epoch);
  });
}

async function setGoing(tx: Tx, run: RunRow, epoch: number): Promise<RunRow> {
  const [tenantId, runId] = [run.tenantId as Id<"tenant">, run.id as Id<"run">];
  await moveRun(tx, tenantId, runId, "running", epoch);
  // A run without anything to do is over at once: settling nothing makes the books say so.
  const nothing = { signed: 0, skipped: 0, failed: 0, bytes: 0, wire: noWire, putOffMs: 0 };
  await countSettled(tx, tenantId, runId, nothing);
  return (await findRun(tx, tenantId, runId)) ?? run;
}
