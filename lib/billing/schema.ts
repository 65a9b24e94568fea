import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { countInterval, countText, usdInterval, usdText } from "../kernel/intervals.ts";
import { type MeteredUnit, meteredUnits } from "../usage/schema.ts";

/** From the smallest reservation to the largest. */
export const tierIds = ["free", "studio", "archive", "library"] as const;
export type TierId = (typeof tierIds)[number];

export const utcMonth = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, "expected a month such as 2026-11")
  .meta({ description: "YYYY-MM, UTC: half-open, by the receipts' server time", examples: ["2026-11"] });

/** What one unit of overage costs up to a bound. */
export const overageStep = z.object({
  upTo: countText
    .nullable()
    .describe("The last unit of overage that has this price, counted from the first; null: without end"),
  usd: usdText.describe("For one unit"),
});

/** What a month of one unit is worth: so many that the reservation has paid for, and what those beyond cost. */
export const unitTerms = z.object({
  reserved: countText,
  overage: z
    .array(overageStep)
    .min(1)
    .refine(
      (steps) =>
        steps.every(({ upTo }, at) =>
          upTo === null
            ? at === steps.length - 1
            : at < steps.length - 1 && BigInt(upTo) > BigInt(steps[at - 1]?.upTo ?? "0"),
        ),
      "bounds must grow, and the last step, and it alone, has none",
    ),
});
export type UnitTerms = z.output<typeof unitTerms>;

/** One tier as one version of the price list has it. */
export const tierTerms = z.object({
  tier: z.enum(tierIds),
  name: z.string(),
  priceList: z.string().describe("The version of the price list that these terms are of"),
  monthlyUsd: usdText,
  vex: unitTerms.describe("Verified exchanges: an asset signed and read back is one"),
  fu: unitTerms.describe("Fallback units: a token that a model spends is one; nothing here spends any yet"),
});
export type TierTerms = z.output<typeof tierTerms>;

/** Units of one month. */
export type MonthUnits = Record<MeteredUnit, bigint>;

/** Somebody's choice of a tier, from a month on until a later choice holds. Never changed. */
export const reservationView = z.object({
  id: idOf("reservation"),
  fromMonth: utcMonth,
  terms: tierTerms,
  reservedBy: z.string(),
  reservedAt: z.iso.datetime(),
});
export type ReservationView = z.output<typeof reservationView>;

export const cheaperTier = z.object({
  tier: z.enum(tierIds),
  name: z.string(),
  monthlyUsd: usdText,
  savedUsd: usdText.describe("What the month as projected would cost less under it, its own price included"),
});
export type CheaperTier = z.output<typeof cheaperTier>;

/** What runs and plans that are approved already will still take, by their ledgers. */
export const underWay = z.object({
  units: countInterval,
  runs: z.number().int().describe("Runs that have not ended"),
  plans: z.number().int().describe("Plans approved in the last 30 days that nobody has launched yet"),
});
export type UnderWay = z.output<typeof underWay>;

/** What a run would add to the month and to its invoice, as it stood when its plan was estimated. Frozen with the ledger. */
export const unitProjection = z.object({
  month: utcMonth,
  terms: tierTerms.describe("The month's reservation"),
  soFar: countText.describe("Metered in that month until then"),
  others: underWay.describe("What else was approved by then, to the extent that it was not metered yet"),
  planned: countInterval.describe("By this run"),
  together: countInterval.describe("The three together"),
  overage: countInterval.describe("Beyond the reserved units, by this run"),
  invoiceUsd: usdInterval.describe("What the month's invoice grows by, in whole cents"),
  cheaper: cheaperTier.nullable().describe("The reservation with which the month would be cheapest, where one is"),
  crossesMonthEnd: z.boolean().describe("Whether the run, launched at once, would go on beyond the month's end"),
});
export type UnitProjection = z.output<typeof unitProjection>;

/** One unit's line of the month's invoice. */
export const unitStanding = z.object({
  unit: z.enum(meteredUnits),
  reserved: countText,
  used: countText,
  overage: countText.describe("Used beyond the reserved"),
  overageUsd: usdText.describe("What that costs, rounded to cents once"),
  projected: countInterval.describe("With what is under way"),
  projectedOverage: countInterval,
  projectedUsd: usdInterval.describe("What the projected overage costs, rounded to cents once"),
});
export type UnitStanding = z.output<typeof unitStanding>;

/** How a choice of a tier would count. */
export const tierChange = z.object({
  kind: z
    .enum(["same", "raise", "keep", "lower"])
    .describe("same: it is what holds already; keep: it takes back a lower reservation that has not begun"),
  fromMonth: utcMonth.describe("The first month that it would count in"),
});
export type TierChange = z.output<typeof tierChange>;

export const billingView = z.object({
  month: utcMonth,
  terms: tierTerms.describe("The month's reservation"),
  since: reservationView
    .nullable()
    .describe("The choice it goes by; null where nobody chose: then the free tier holds"),
  next: tierTerms.nullable().describe("Next month's reservation, where it is decided to be another"),
  underWay,
  units: z.array(unitStanding),
  invoice: z
    .object({ reservationUsd: usdText, soFarUsd: usdText, projectedUsd: usdInterval })
    .describe("The reservation's price and the overage, in whole cents; nothing is charged yet"),
  cheaper: cheaperTier.nullable(),
  priceList: z.object({
    version: z.string(),
    note: z.string(),
    tiers: z.array(z.object({ terms: tierTerms, change: tierChange })),
  }),
  choices: z.array(reservationView).describe("The newest first, up to 24"),
});
export type BillingView = z.output<typeof billingView>;
