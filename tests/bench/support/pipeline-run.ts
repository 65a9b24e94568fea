import type { PlanSettingsInput } from "../../../lib/plan/schema.ts";
import type { BucketLocation, BucketSecret } from "../../../lib/ports/store.ts";
import { fillRun } from "../../../lib/run/fill.ts";
import { getRun } from "../../../lib/run/get.ts";
import { nextSlice } from "../../../lib/run/next-slice.ts";
import { pump } from "../../../lib/run/pump.ts";
import { startRun } from "../../../lib/run/start.ts";
import { approvedPlan } from "../../support/approved-plan.ts";
import { testDatabase } from "../../support/database.ts";
import { makeTenant, testWiring } from "../../support/wiring.ts";
import { type Measured, measure } from "./measure.ts";

/**
 * A whole run over a bucket: read, inspect, sign, put if absent, read back, validate, settle with receipt and usage.
 * Everything up to the approval, and the filling of the run's rows, is not measured. Throws where not all was signed.
 */
export async function pipelineRun(
  bucket: { location: BucketLocation; secret: BucketSecret },
  assets: number,
  how: {
    settings?: Partial<PlanSettingsInput>;
    looked?: (settled: number) => void;
    budgetMs?: number;
    /** How long the pump works before the measuring begins, so that processes are started and code is compiled: as in a run of a million. */
    warmMs?: number;
  } = {},
): Promise<Measured & { mediaMs: number }> {
  const db = await testDatabase();
  const wiring = testWiring(db, { connections: 10, env: { C2C_FS_ROOTS: "/" } });
  try {
    const tenant = await makeTenant(wiring);
    const { planId, approvalId } = await approvedPlan(tenant, bucket, how.settings);
    const { runId } = await startRun(tenant.owner, { planId, approvalId });
    await fillRun(tenant.system, { runId });
    let settled = 0;
    const pumpOnce = async (budgetMs: number) => {
      const { slice } = await nextSlice(tenant.system, { runId });
      if (slice === null) return false;
      settled += (await pump(tenant.system, { runId, slice, budgetMs })).settled;
      how.looked?.(settled);
      return true;
    };
    if (how.warmMs) await pumpOnce(how.warmMs);
    if (settled >= assets) throw new Error("All was signed before the measuring began: take more files.");
    const measured = await measure(assets - settled, async () => {
      while (await pumpOnce(how.budgetMs ?? 10_000));
    });
    const run = await getRun(tenant.owner, { runId });
    if (run.signed !== String(assets)) throw new Error(`${run.signed} of ${assets} were signed; ${run.failed} failed.`);
    return { ...measured, mediaMs: run.wire.mediaMs };
  } finally {
    await wiring.close();
    await db.close();
  }
}
