import { describe, expect, test } from "vitest";
import { changeOf, same } from "../../lib/billing/change-of.ts";
import { cheaperTier } from "../../lib/billing/cheaper-tier.ts";
import type { Month } from "../../lib/billing/month-standing.ts";
import { listOf, priceListOf } from "../../lib/billing/price-list.ts";
import { projectUnits } from "../../lib/billing/project-units.ts";
import { unitsLeft } from "../../lib/billing/units-left.ts";
import { whyOutdated } from "../../lib/billing/why-outdated.ts";
import { can } from "../../lib/kernel/actor.ts";
import { endOfMonth, monthAfter, monthBefore, monthOf } from "../../lib/usage/schema.ts";

const list = priceListOf("2026-11");
const { free, studio, archive } = list.tiers;
const none = { estimate: "0", low: "0", high: "0" };
const about = (estimate: number, by = 0) => ({
  estimate: String(estimate),
  low: String(estimate - by),
  high: String(estimate + by),
});
const november = (change: Partial<Month> = {}): Month => ({
  month: "2026-11",
  terms: free,
  since: null,
  used: { vex: 0n, fu: 0n },
  underWay: { units: none, runs: 0, plans: 0 },
  ...change,
});
const launched = { at: new Date("2026-11-20T12:00:00Z"), secondsAtMost: 3_600 };

describe("a plan's projection", () => {
  test("within the reservation costs nothing", () => {
    expect(projectUnits(november(), about(900, 50), launched)).toMatchObject({
      soFar: "0",
      planned: about(900, 50),
      together: about(900, 50),
      overage: none,
      invoiceUsd: none,
      cheaper: null,
      crossesMonthEnd: false,
    });
  });

  test("counts what is metered and what is under way before this run", () => {
    const units = about(2_000, 100);
    const month = november({ used: { vex: 7_500n, fu: 0n }, underWay: { units, runs: 1, plans: 1 } });
    expect(projectUnits(month, about(1_000, 50), launched)).toMatchObject({
      soFar: "7500",
      others: { units, runs: 1, plans: 1 },
      together: about(10_500, 150),
      overage: { estimate: "500", low: "350", high: "650" },
      invoiceUsd: { estimate: "6", low: "4.2", high: "7.8" },
    });
  });

  test("of overage before it this run adds only its own", () => {
    const month = november({ used: { vex: 50_000n, fu: 0n } });
    const { overage, invoiceUsd } = projectUnits(month, about(1), launched);
    expect([overage, invoiceUsd]).toEqual([about(1), { estimate: "0.01", low: "0.01", high: "0.01" }]);
  });

  test("names the larger reservation with which the month is cheapest, and by how much", () => {
    // 70,000 beyond the free sample at 0.012 are 840.00; Studio is 190.00 and 30,000 at 0.006; Archive 990.00.
    expect(projectUnits(november(), about(80_000), launched)).toMatchObject({
      invoiceUsd: { estimate: "840" },
      cheaper: { tier: "studio", savedUsd: "470" },
    });
    // A reservation that was made cannot be made smaller within the month, whatever that would save.
    expect(cheaperTier({ vex: 10n, fu: 0n }, archive, list)).toBeNull();
    expect(cheaperTier({ vex: 600_000n, fu: 0n }, free, list)).toMatchObject({ tier: "archive" });
  });

  test("says where the run would go on beyond the month's end", () => {
    const late = { at: new Date("2026-11-30T23:30:00Z"), secondsAtMost: 1_800 };
    expect(projectUnits(november(), about(1), late).crossesMonthEnd).toBe(false);
    expect(projectUnits(november(), about(1), { ...late, secondsAtMost: 1_801 }).crossesMonthEnd).toBe(true);
  });

  test("is outdated by another month, other terms, or more to pay than was shown, and by nothing else", () => {
    const frozen = projectUnits(november(), about(11_000, 100), launched);
    const used = (vex: bigint) => projectUnits(november({ used: { vex, fu: 0n } }), about(11_000, 100), launched);
    expect(frozen.invoiceUsd).toEqual({ estimate: "12", low: "10.8", high: "13.2" });
    expect(whyOutdated(frozen, frozen)).toBeNull();
    expect(whyOutdated(frozen, used(100n))).toBeNull();
    expect(whyOutdated(frozen, used(101n))).toMatch(/would add \$13\.21 .*\$13\.20 at most/);
    expect(whyOutdated(used(101n), frozen)).toBeNull();
    expect(whyOutdated(frozen, { ...frozen, month: "2026-12" })).toMatch(/2026-11.*2026-12/);
    expect(whyOutdated(frozen, { ...frozen, terms: studio })).toMatch(/Studio was reserved/);
    const dearer = { ...free, vex: { ...free.vex, overage: [{ upTo: null, usd: "0.012" }] } };
    expect(whyOutdated(frozen, { ...frozen, terms: dearer })).toMatch(/its terms have changed/);
    expect(whyOutdated(null, frozen)).toMatch(/Estimate it again/);
  });
});

describe("units of a run that are left", () => {
  test("go by its share of objects, the bounds outwards, and are never more than these", () => {
    const planned = about(900, 50);
    expect(unitsLeft({ planned, left: null, objects: 0n })).toEqual(planned);
    expect(unitsLeft({ planned, left: 1_000n, objects: 1_000n })).toEqual(planned);
    expect(unitsLeft({ planned, left: 7n, objects: 1_000n })).toEqual({ estimate: "6", low: "5", high: "7" });
    expect(unitsLeft({ planned: about(1_200), left: 7n, objects: 1_000n })).toEqual(about(7));
    expect(unitsLeft({ planned, left: 0n, objects: 1_000n })).toEqual(none);
    expect(unitsLeft({ planned, left: 0n, objects: 0n })).toEqual(none);
  });
});

describe("a choice of a tier", () => {
  test("counts at once where it reserves more, and from the next month where it does not", () => {
    expect(changeOf(studio, free, free, "2026-12")).toEqual({ kind: "raise", fromMonth: "2026-12" });
    expect(changeOf(free, studio, studio, "2026-12")).toEqual({ kind: "lower", fromMonth: "2027-01" });
    expect(changeOf(archive, studio, free, "2026-12")).toEqual({ kind: "raise", fromMonth: "2026-12" });
    expect(changeOf(studio, studio, free, "2026-12")).toEqual({ kind: "keep", fromMonth: "2026-12" });
    expect(changeOf(studio, studio, studio, "2026-12")).toEqual({ kind: "same", fromMonth: "2026-12" });
    expect(changeOf(free, studio, free, "2026-12")).toEqual({ kind: "same", fromMonth: "2027-01" });
    // The same tier at a newer list's prices: what this month costs is agreed already.
    const renewed = { ...studio, priceList: "2027-01", monthlyUsd: "180" };
    expect(changeOf(renewed, studio, studio, "2027-01")).toEqual({ kind: "lower", fromMonth: "2027-02" });
    expect(same(studio, { ...studio })).toBe(true);
  });

  test("is of the list of its month", () => {
    const lists = [list, listOf("2027-03", list.tiers)];
    const version = (month: string) => priceListOf(month, lists).version;
    expect(["2026-01", "2026-11", "2027-02", "2027-03", "2030-01"].map(version)).toEqual([
      "2026-11",
      "2026-11",
      "2026-11",
      "2027-03",
      "2027-03",
    ]);
    expect(priceListOf("2027-03", lists).tiers.free.priceList).toBe("2027-03");
  });

  test("is an owner's or a billing team's, and everybody who sees a plan may see the reservation", () => {
    const roles = ["owner", "admin", "operator", "billing", "viewer"] as const;
    expect(roles.filter((role) => can(role, "billing.manage"))).toEqual(["owner", "billing"]);
    expect(roles.filter((role) => can(role, "billing.read"))).toEqual([...roles]);
  });
});

test("months follow one another in UTC, over the year's end", () => {
  expect(["2026-11", "2026-12", "2028-01"].map(monthAfter)).toEqual(["2026-12", "2027-01", "2028-02"]);
  expect(["2027-01", "2026-12"].map(monthBefore)).toEqual(["2026-12", "2026-11"]);
  expect(endOfMonth("2028-02").toISOString()).toBe("2028-03-01T00:00:00.000Z");
  expect(monthOf(new Date(endOfMonth("2026-11").getTime() - 1))).toBe("2026-11");
});
