import { z } from "zod";
import { actorText } from "../kernel/actor.ts";
import { Fault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { monthAfter, monthOf } from "../usage/schema.ts";
import { changeOf } from "./change-of.ts";
import { priceListOf } from "./price-list.ts";
import { insertChoice, lockBilling } from "./rows.ts";
import { billingView, tierIds } from "./schema.ts";
import { termsOf, viewOfMonth } from "./show.ts";

/**
 * A larger reservation counts at once and for the whole running month, a smaller one from the next month on. Choosing what holds
 * already changes nothing. Refused with `precondition` where the price list is not the one that the chooser was shown.
 */
export const reserveTier = verb({
  name: "billing.reserve",
  summary: "Choose the workspace's reservation: a larger one counts at once, a smaller one from the next UTC month",
  scope: "billing.manage",
  input: z.object({
    tier: z.enum(tierIds),
    priceList: z
      .string()
      .max(40)
      .meta({ description: "The version of the price list that was shown to whoever chooses", examples: ["2026-11"] }),
  }),
  output: billingView,
  run(ctx, { tier, priceList }) {
    const { tenantId } = ctx;
    return ctx.write({ action: "billing.reserve", subject: tenantId, detail: { tier, priceList } }, async (tx) => {
      await lockBilling(tx, tenantId);
      const now = ctx.now();
      const month = monthOf(now);
      const list = priceListOf(month);
      if (list.version !== priceList)
        throw new Fault(
          "precondition",
          "The prices are not those that were shown: there is a newer list. Look again.",
          {
            details: { shown: priceList, priceList: list.version },
          },
        );
      const terms = list.tiers[tier];
      const current = await termsOf(tx, tenantId, month);
      const { kind, fromMonth } = changeOf(terms, current, await termsOf(tx, tenantId, monthAfter(month)), month);
      if (kind !== "same") {
        const reservedBy = actorText(ctx.actor);
        const id = newId("reservation", now);
        await insertChoice(tx, { tenantId, id, fromMonth, terms, reservedBy, reservedAt: now });
      }
      return viewOfMonth(ctx, tx);
    });
  },
});
