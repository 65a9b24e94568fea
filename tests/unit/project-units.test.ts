import { expect, test } from "vitest";
import { projectUnits } from "../../lib/plan/project-units.ts";

const planned = { estimate: "900", low: "850", high: "950" };

test("without a price of a unit there are units and no overage", () => {
  expect(projectUnits("2026-11", 100n, planned, {})).toEqual({
    month: "2026-11",
    soFar: "100",
    planned,
    after: { estimate: "1000", low: "950", high: "1050" },
    overage: null,
  });
});

test("overage is what a run adds beyond the reserved units, to the nano-dollar", () => {
  const terms = { overageUsdPerVex: "0.000000003", reservedVexPerMonth: 1_000 };
  expect(projectUnits("2026-11", 100n, planned, terms).overage).toEqual({
    reserved: "1000",
    usdPerVex: "0.000000003",
    soFar: "0",
    added: { estimate: "0", low: "0", high: "50" },
    addedUsd: { estimate: "0", low: "0", high: "0.00000015" },
  });
  // What was over before this run is not added by it.
  expect(projectUnits("2026-11", 1_500n, planned, terms).overage).toMatchObject({ soFar: "500", added: planned });
});

test("without reserved units all are overage", () => {
  const { overage } = projectUnits("2026-11", 0n, planned, { overageUsdPerVex: "0.01" });
  expect(overage).toMatchObject({
    reserved: "0",
    added: planned,
    addedUsd: { estimate: "9", low: "8.5", high: "9.5" },
  });
});
