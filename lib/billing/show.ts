import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { type TenantCtx, type Tx, verb } from "../ports/ctx.ts";
import { monthAfter, monthOf } from "../usage/schema.ts";
import { pastMonth, runningMonth } from "./month-standing.ts";
import { priceListOf } from "./price-list.ts";
import { choiceOf, newestChoices } from "./rows.ts";
import { type BillingView, billingView, type TierTerms, utcMonth } from "./schema.ts";
import { showBilling } from "./show-billing.ts";

const choicesMax = 24;

export const showBillingMonth = verb({
  name: "billing.show",
  summary: "A month's reservation, its units and overage so far and as projected, and the tiers to choose from",
  scope: "billing.read",
  input: z.object({
    month: utcMonth.optional().describe("The running one if left out; earlier ones keep their terms"),
  }),
  output: billingView,
  run: (ctx, { month }) => ctx.read((tx) => viewOfMonth(ctx, tx, month)),
});

/** How a month stands, the running one if none is named. Throws Fault `invalid` for a month that has not begun. */
export async function viewOfMonth({ tenantId, now }: TenantCtx, tx: Tx, wanted?: string): Promise<BillingView> {
  const at = now();
  const month = monthOf(at);
  if (wanted && wanted > month) throw new Fault("invalid", `${wanted} has not begun: ${month} is the running month.`);
  const running = await runningMonth(tx, tenantId, at);
  const next = await termsOf(tx, tenantId, monthAfter(month));
  const shown = wanted && wanted < month ? await pastMonth(tx, tenantId, wanted) : running;
  return showBilling(shown, { month, terms: running.terms, next }, await newestChoices(tx, tenantId, choicesMax));
}

/** The terms that hold in a month: those of the last choice that counts in it, else of the free tier. */
export async function termsOf(tx: Tx, tenantId: TenantCtx["tenantId"], month: string): Promise<TierTerms> {
  return (await choiceOf(tx, tenantId, month))?.terms ?? priceListOf(month).tiers.free;
}
