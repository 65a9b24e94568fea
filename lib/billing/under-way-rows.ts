import type { Id } from "../kernel/ids.ts";
import { countInterval } from "../kernel/intervals.ts";
import type { Tx } from "../ports/ctx.ts";
import type { Undertaking } from "./units-left.ts";

/** A run or an approved plan, by the ledger that its approver saw. Plans and runs are read here as rows: their nouns build on this one. */
export type Committed = Undertaking & { kind: "run" | "plan" };

interface Row {
  kind: "run" | "plan";
  planned: unknown;
  left: bigint | null;
  objects: bigint;
}

/**
 * What is approved and not done: runs that have not ended, and plans approved after `since` that were not launched. A run that is
 * being cancelled takes nothing more but what is in flight, and is left out; so is the plan `except`.
 */
export async function committed(
  tx: Tx,
  tenantId: Id<"tenant">,
  { since, except }: { since: Date; except: Id<"plan"> | null },
): Promise<Committed[]> {
  const rows = await tx.$queryRaw<Row[]>`
    with units as not materialized (
      select id, jsonb_path_query_first(ledger, '$.lines[*] ? (@.id == "service_units").quantity') as planned, inventory_id
      from plan where tenant_id = ${tenantId}
    )
    select 'run' as kind, u.planned, r.objects,
      case when r.state = 'filling' and r.retry_why is null then null
        else greatest(r.objects - r.signed - r.skipped - r.failed, case when r.state = 'filling' then r.retry_objects end) end as left
    from run r join units u on u.id = r.plan_id
    where r.tenant_id = ${tenantId} and r.state in ('filling', 'running', 'paused')
    union all
    select 'plan', u.planned, 0, null
    from units u join inventory i on i.tenant_id = ${tenantId} and i.id = u.inventory_id and i.state = 'ready'
    where u.id is distinct from ${except}
      and exists (select 1 from approval a where a.tenant_id = ${tenantId} and a.plan_id = u.id and a.approved_at > ${since})
      and not exists (select 1 from run r where r.tenant_id = ${tenantId} and r.plan_id = u.id)`;
  return rows.map(({ planned, ...row }) => ({ ...row, planned: countInterval.nullable().parse(planned) ?? noUnits }));
}

const noUnits = { estimate: "0", low: "0", high: "0" };
