import { listBuckets } from "@/lib/bucket/list.ts";
import type { BucketView } from "@/lib/bucket/schema.ts";
import { listInventories } from "@/lib/inventory/list.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import { listPlans } from "@/lib/plan/list.ts";
import type { TenantCtx } from "@/lib/ports/ctx.ts";
import { listReceipts } from "@/lib/receipt/list.ts";
import { listRuns } from "@/lib/run/list.ts";
import { listSamples } from "@/lib/sample/list.ts";
import { listIdentities } from "@/lib/signer-identity/list.ts";
import { summariseDebts } from "@/lib/stamp-debt/summary.ts";
import { getTenant } from "@/lib/tenant/get.ts";
import { usageSummary } from "@/lib/usage/summary.ts";

/** What the overview shows. A room that the visitor's role does not include is null or empty. */
export async function loadOverview(ctx: TenantCtx) {
  const seesBuckets = mayAct(ctx.actor, "bucket.read") && mayAct(ctx.actor, "inventory.read");
  const none = { items: [], nextCursor: null };
  const [tenant, buckets, inventories, samples, plans, runs, receipts, { months }, debts, ending] = await Promise.all([
    getTenant(ctx, {}),
    seesBuckets ? listBuckets(ctx, { limit: 500 }) : none,
    seesBuckets ? listInventories(ctx, { limit: 20 }) : none,
    seesBuckets ? listSamples(ctx, { limit: 20 }) : none,
    listPlans(ctx, { limit: 20 }),
    listRuns(ctx, { limit: 5 }),
    listReceipts(ctx, { limit: 1 }),
    usageSummary(ctx, {}),
    summariseDebts(ctx, {}),
    mayAct(ctx.actor, "identity.read") ? listIdentities(ctx, { endingWithinDays: 30, limit: 5 }) : none,
  ]);
  const connected: BucketView[] = buckets.items.filter((bucket) => bucket.removedAt === null);
  const month = ctx.now().toISOString().slice(0, 7);
  return {
    name: tenant.name,
    buckets: seesBuckets ? { connected, more: buckets.nextCursor !== null } : null,
    reached: {
      bucket: connected[0] ?? null,
      inventory: readyOrNewest(inventories.items, (each) => each.state === "ready"),
      sample: readyOrNewest(samples.items, (each) => each.state === "ready"),
      plan: readyOrNewest(plans.items, (each) => each.approvals.length > 0),
      ran: runs.items.length > 0,
    },
    runs: runs.items,
    debts,
    ending: ending.items,
    lastReceipt: receipts.items[0] ?? null,
    usage: { month, quantity: months.find((each) => each.month === month)?.quantity ?? "0" },
  };
}

function readyOrNewest<T>(items: readonly T[], isReady: (item: T) => boolean): T | null {
  return items.find(isReady) ?? items[0] ?? null;
}
