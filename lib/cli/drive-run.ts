import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { fillRun } from "../run/fill.ts";
import { getRun } from "../run/get.ts";
import { nextSlice } from "../run/next-slice.ts";
import { pump } from "../run/pump.ts";
import type { RunView } from "../run/schema.ts";
import { makeProgress } from "./progress.ts";

/**
 * Does a run's work in this very process, with the same verbs as the durable functions: until all is settled, or until
 * somebody pauses or cancels it. Interrupted with Ctrl-C, it is resumed by `c2c resume`.
 */
export async function driveRun(ctx: TenantCtx, runId: Id<"run">): Promise<RunView> {
  await fillRun(ctx, { runId });
  const progress = makeProgress("Signing");
  for (;;) {
    const { slice } = await nextSlice(ctx, { runId });
    if (slice === null) break;
    const { state, waitMs } = await pump(ctx, { runId, slice, budgetMs: 1_000 });
    const run = await getRun(ctx, { runId });
    const done = Number(run.signed) + Number(run.skipped) + Number(run.failed);
    progress.show({
      done,
      total: Number(run.objects),
      bytes: Number(run.bytesDone),
      note: run.failed === "0" ? undefined : `${run.failed} failed`,
    });
    if (state === "halted") break;
    // Everything left of the slice backs off, or is in hand of another process.
    if (state === "open" && waitMs > 0) await new Promise((resolve) => setTimeout(resolve, Math.min(waitMs, 1_000)));
  }
  progress.end();
  return getRun(ctx, { runId });
}
