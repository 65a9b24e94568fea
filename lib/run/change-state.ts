import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { finishCancelled } from "./finish-cancelled.ts";
import { lockRun, moveRun } from "./rows.ts";
import type { RunState } from "./schema.ts";

export type Wish = "pause" | "resume" | "cancel";

/** What a wish makes of a state: the next state, `same` where it is granted already, or the sentence of the refusal. */
export function nextState(state: RunState, wish: Wish): { to: RunState } | "same" | { refusal: string } {
  if (wish === "cancel") {
    if (state === "cancelling" || state === "cancelled") return "same";
    return state === "finished"
      ? { refusal: "The run is finished: there is nothing left to cancel." }
      : { to: "cancelling" };
  }
  if (state === "cancelling" || state === "cancelled")
    return { refusal: "The run was cancelled. Launch a new one from a new approval." };
  if (state === "finished") return { refusal: "The run is finished." };
  if (state === "filling")
    return wish === "resume" ? "same" : { refusal: "The run is still being set up. Pause it in a moment." };
  if (wish === "pause") return state === "paused" ? "same" : { to: "paused" };
  return state === "running" ? "same" : { to: "running" };
}

/** Moves a run as wished, audited. Throws Fault `not_found`, or `precondition` with the reason. Returns the new standing. */
export async function changeState(
  ctx: TenantCtx,
  runId: Id<"run">,
  wish: Wish,
): Promise<{ state: RunState; epoch: number }> {
  return ctx.write({ action: `run.${wish}`, subject: runId }, async (tx) => {
    const run = await lockRun(tx, ctx.tenantId, runId);
    if (!run) throw new Fault("not_found", "There is no such run in this workspace.");
    const next = nextState(run.state, wish);
    if (next === "same") return run;
    if ("refusal" in next) throw new Fault("precondition", next.refusal);
    const epoch = wish === "resume" ? run.epoch + 1 : run.epoch;
    await moveRun(tx, ctx.tenantId, runId, next.to, epoch);
    const state = next.to === "cancelling" ? await finishCancelled(tx, ctx.tenantId, runId) : next.to;
    return { state: state ?? next.to, epoch };
  });
}
