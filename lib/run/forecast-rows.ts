import type { Id } from "../kernel/ids.ts";
import type { Forecast } from "../plan/reforecast.ts";
import type { Tx } from "../ports/ctx.ts";

type TenantId = Id<"tenant">;

/** How far a run is, and at which marks it was forecast anew. */
export async function readProgress(
  tx: Tx,
  tenantId: TenantId,
  runId: Id<"run">,
): Promise<{ settled: bigint; objects: bigint; marks: number[] } | null> {
  const [row] = await tx.$queryRaw<{ settled: bigint; objects: bigint; marks: number[] }[]>`
    select signed + skipped + failed as settled, objects,
      array(select mark from run_forecast f where f.tenant_id = r.tenant_id and f.run_id = r.id) as marks
    from run r where tenant_id = ${tenantId} and id = ${runId}`;
  return row ?? null;
}

/** Which of these keys are of settled objects: by the index of outcomes, so that what is left is not looked at. */
export async function settledAmong(
  tx: Tx,
  tenantId: TenantId,
  runId: Id<"run">,
  keys: readonly string[],
): Promise<Set<string>> {
  const rows = await tx.$queryRaw<{ key: string }[]>`
    select i.key from run_item i join unnest(${[...keys]}::text[]) k(key) on k.key = i.key
    where i.tenant_id = ${tenantId} and i.run_id = ${runId} and i.outcome in ('signed', 'skipped', 'failed')`;
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
