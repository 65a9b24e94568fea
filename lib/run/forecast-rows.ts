import type { Id } from "../kernel/ids.ts";
import type { Forecast } from "../plan/reforecast.ts";
import type { Tx } from "../ports/ctx.ts";

type TenantId = Id<"tenant">;

/** At which marks a run was forecast anew. */
export async function takenMarks(tx: Tx, tenantId: TenantId, runId: Id<"run">): Promise<number[]> {
  const rows = await tx.runForecast.findMany({ where: { tenantId, runId }, select: { mark: true } });
  return rows.map(({ mark }) => mark);
}

/** Which of these keys are of settled objects: by the index of outcomes, so that what is left is not looked at. */
export async function settledAmong(
  tx: Tx,
  tenantId: TenantId,
  runId: Id<"run">,
  keys: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    select key from run_item
    where tenant_id = ${tenantId} and run_id = ${runId} and outcome in ('signed', 'skipped', 'failed')
      and key = any(${[...keys]}::text[])`;
  return new Set(rows.map(({ key }) => key));
}

/** Kept once: whoever comes second with the same mark changes nothing. */
export async function insertForecast(
  tx: Tx,
  row: {
    tenantId: TenantId;
    runId: Id<"run">;
    mark: number;
    at: Date;
    objects: bigint;
    bytes: bigint;
    forecast: Forecast;
  },
): Promise<void> {
  await tx.runForecast.createMany({ data: [row], skipDuplicates: true });
}

/** In the order of their marks. */
export async function forecastsOf(tx: Tx, tenantId: TenantId, runId: Id<"run">) {
  return tx.runForecast.findMany({ where: { tenantId, runId }, orderBy: { mark: "asc" } });
}
