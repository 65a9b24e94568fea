import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { usageOfMonth } from "../usage/rows.ts";
import { monthOf } from "../usage/schema.ts";
import { priceListOf } from "./price-list.ts";
import { choiceOf } from "./rows.ts";
import type { MonthUnits, ReservationView, TierTerms, UnderWay } from "./schema.ts";
import { sumCounts } from "./sum-counts.ts";
import { committed } from "./under-way-rows.ts";
import { unitsLeft } from "./units-left.ts";

/** A month of one workspace: what is reserved, used, and approved to be used. */
export interface Month {
  month: string;
  terms: TierTerms;
  /** The choice that the terms are of; null where nobody chose. */
  since: ReservationView | null;
  used: MonthUnits;
  underWay: UnderWay;
}

/** What was approved longer ago and never launched is taken to be given up. */
const approvedDaysMax = 30;

/** How the running month stands, without what the plan `except` would take. */
export async function runningMonth(
  tx: Tx,
  tenantId: Id<"tenant">,
  now: Date,
  except: Id<"plan"> | null = null,
): Promise<Month> {
  const month = await pastMonth(tx, tenantId, monthOf(now));
  const since = new Date(now.getTime() - approvedDaysMax * 86_400_000);
  const each = await committed(tx, tenantId, { since, except });
  const number = (wanted: "run" | "plan") => each.filter(({ kind }) => kind === wanted).length;
  const underWay = { units: sumCounts(each.map(unitsLeft)), runs: number("run"), plans: number("plan") };
  return { ...month, underWay };
}

/** A month in which nothing more is under way. */
export async function pastMonth(tx: Tx, tenantId: Id<"tenant">, month: string): Promise<Month> {
  const since = await choiceOf(tx, tenantId, month);
  return {
    month,
    terms: since?.terms ?? priceListOf(month).tiers.free,
    since,
    used: {
      vex: await usageOfMonth(tx, tenantId, "vex", month),
      fu: await usageOfMonth(tx, tenantId, "fu", month),
    },
    underWay: { units: sumCounts([]), runs: 0, plans: 0 },
  };
}
