import { z } from "zod";

/** A count that may be beyond what a number holds exactly. */
export const countText = z.string().regex(/^\d+$/).describe("A count, as a decimal string");
/** Dollars, exactly. */
export const usdText = z.string().regex(/^\d+(\.\d{1,9})?$/, "an amount of dollars with at most nine decimals");

/** A 95 % interval around an estimate, in whole units. */
export const countInterval = z.object({ estimate: countText, low: countText, high: countText });
export type CountInterval = z.output<typeof countInterval>;
export const usdInterval = z.object({ estimate: usdText, low: usdText, high: usdText });
export type UsdInterval = z.output<typeof usdInterval>;
