import { expect, test } from "vitest";
import type { Id } from "../../lib/kernel/ids.ts";
import { compareLedger } from "../../lib/plan/compare-ledger.ts";
import { estimateLedger } from "../../lib/plan/estimate-ledger.ts";
import { estimateQuantities } from "../../lib/plan/estimate-quantities.ts";
import type { DrawnObject } from "../../lib/plan/expected-work.ts";
import { priceBook } from "../../lib/plan/price-book.ts";
import { dueMark, reforecast } from "../../lib/plan/reforecast.ts";
import { type LedgerLineId, ledgerLineIds, planSettings } from "../../lib/plan/schema.ts";

const settings = planSettings.parse({ identityId: "sid_0000000000000000000000" });
const trial = { manifestBytes: { estimate: 6_000, low: 6_000, high: 6_000 }, msPerAsset: 4, msPerByte: 0.000_01 };

/** A bucket whose first half, by key, is small pictures, and whose second half is a tenth broken and ten times as large. */
const bucket = Array.from({ length: 2_000 }, (_, i): DrawnObject => {
  const late = i >= 1_000;
  const broken = late && i % 10 === 0;
  return {
    key: `${late ? "z" : "a"}/${String(i).padStart(4, "0")}.jpg`,
    etag: String(i).padStart(32, "0"),
    sizeBytes: late ? 1_000_000n : 100_000n,
    ...{
      mime: "image/jpeg",
      foundMime: "image/jpeg",
      widthPx: 100,
      heightPx: 100,
      manifest: "none",
      contentSha256: null,
    },
    ...{ stratum: "s001", readMs: 5, inspectMs: late ? 20 : 5, structure: broken ? "truncated" : "whole" },
    problem: broken ? "truncated" : null,
  };
});
const population = { objects: 2_000, unique: 2_000, bytes: 1_100_000_000 };
const drawn = bucket.filter((_, i) => i % 7 === 0);
const strata = [
  {
    ...{ id: "s001", label: "all", mime: null, size: null, prefix: null, month: null },
    ...{ population: 2_000, bytes: "1100000000", planned: drawn.length, drawn: drawn.length },
  },
];
const frozen = estimateLedger({
  tenantId: "tnt_0000000000000000000000" as Id<"tenant">,
  now: new Date(0),
  population,
  quantities: estimateQuantities({
    strata,
    objects: drawn,
    settings,
    population,
    parallel: 2,
    cores: 2,
    authority: null,
    trial,
  }),
  prices: priceBook("s3", settings),
  authority: null,
  trial,
  sample: { objects: drawn.length, strata: 1, seed: "" },
});

/** What a run takes that asks for every object `asks` times and makes manifests of 7,000 bytes. */
function actualOf(objects: readonly DrawnObject[], asks = 1): Record<LedgerLineId, bigint> {
  const signed = objects.filter(({ problem }) => problem === null);
  const bytes = objects.reduce((sum, { sizeBytes }) => sum + Number(sizeBytes), 0);
  const counted: Partial<Record<LedgerLineId, number>> = {
    requests_get: asks * objects.length + signed.length,
    requests_put: signed.length,
    requests_head: signed.length,
    egress: bytes + 7_000 * signed.length,
    cpu: 6 * objects.length + bytes * 0.000_01,
    storage: 7_000 * signed.length,
    service_units: signed.length,
  };
  return Object.fromEntries(ledgerLineIds.map((id) => [id, BigInt(Math.round(counted[id] ?? 0))])) as Record<
    LedgerLineId,
    bigint
  >;
}

function forecastAfter(count: number, asks = 1) {
  const done = bucket.slice(0, count);
  const groups = [
    { outcome: "signed", why: null, of: done.filter(({ problem }) => problem === null) },
    { outcome: "failed", why: "truncated", of: done.filter(({ problem }) => problem !== null) },
  ].map(({ of, ...group }) => ({
    ...group,
    objects: of.length,
    bytes: of.reduce((sum, { sizeBytes }) => sum + Number(sizeBytes), 0),
  }));
  const settled = new Set(done.map(({ key }) => key));
  const actual = actualOf(done, asks);
  return reforecast({
    ledger: frozen,
    settings,
    strata,
    objects: drawn,
    settled,
    groups,
    inFlight: 0,
    population,
    actual,
  });
}
const lineOf = (forecast: ReturnType<typeof forecastAfter>, id: LedgerLineId) =>
  Number(forecast.lines.find((line) => line.id === id)?.quantity.estimate);

test("what was learnt on the way comes in: manifests, requests and the machine's pace", () => {
  const forecast = forecastAfter(100, 3);
  const truth = actualOf(bucket, 3);
  for (const id of ["requests_get", "storage", "egress", "requests_put"] as const)
    expect(Math.abs(lineOf(forecast, id) / Number(truth[id]) - 1), id).toBeLessThan(0.05);
  // A pace that is one for all sizes is right in part here, where small objects take longer than was tried and large ones as long.
  const cpu = Number(actualOf(bucket).cpu);
  const before = Number(frozen.lines.find(({ id }) => id === "cpu")?.quantity.estimate);
  expect(Math.abs(lineOf(forecastAfter(1_200), "cpu") - cpu)).toBeLessThan(0.8 * Math.abs(before - cpu));
});

test("a run that begins with its smallest objects is not taken for small", () => {
  const forecast = forecastAfter(100);
  const byShareOfObjects = Number(actualOf(bucket.slice(0, 100)).egress) * 20;
  expect(byShareOfObjects).toBeLessThan(0.25 * Number(actualOf(bucket).egress));
  expect(Math.abs(lineOf(forecast, "egress") / Number(actualOf(bucket).egress) - 1)).toBeLessThan(0.02);
});

test("the interval closes in on what was counted, and a few objects do not set the pace", () => {
  const widths = [20, 400, 1_600, 1_990].map((count) => {
    const line = forecastAfter(count).lines.find(({ id }) => id === "requests_put");
    return Number(line?.quantity.high) - Number(line?.quantity.low);
  });
  expect(widths).toEqual([...widths].sort((a, b) => b - a));
  expect(widths.at(-1)).toBeLessThan(15);
  const early = forecastAfter(20, 3);
  expect(lineOf(early, "storage")).toBeLessThan(6_100 * 1_900);
});

test("a forecast is due once at each mark, the highest that is reached, and none when nothing is left", () => {
  const run = (settled: bigint) => ({ settled, objects: 1_000n });
  expect(dueMark(run(9n), [])).toBeNull();
  expect(dueMark(run(10n), [])).toBe(1);
  expect(dueMark(run(49n), [1])).toBeNull();
  expect(dueMark(run(60n), [])).toBe(5);
  expect(dueMark(run(300n), [5])).toBe(20);
  expect(dueMark(run(999n), [20])).toBeNull();
  expect(dueMark(run(1_000n), [])).toBeNull();
});

test("a finished run's lines are judged by their intervals and by 5 %, and an unfinished one's are not", () => {
  const actual = actualOf(bucket);
  expect(compareLedger(frozen, actual, false).lines.every(({ verdict }) => verdict === null)).toBe(true);
  const { lines, total } = compareLedger(frozen, actual, true);
  const storage = lines.find(({ id }) => id === "storage")?.verdict;
  // 7,000 bytes for each manifest in place of 6,000.
  expect(storage?.deviation).toBeCloseTo(1 / 6, 1);
  expect(storage).toMatchObject({ withinFive: false });
  expect(lines.find(({ id }) => id === "requests_put")?.verdict).toMatchObject({
    withinInterval: true,
    withinFive: true,
  });
  expect(lines.find(({ id }) => id === "tsa")?.verdict).toEqual({
    deviation: 0,
    withinInterval: true,
    withinFive: true,
  });
  expect(total.verdict).toMatchObject({ withinFive: true });
  const free = compareLedger(frozen, { ...actual, tsa: 1n }, true).lines.find(({ id }) => id === "tsa");
  expect(free?.verdict).toEqual({ deviation: null, withinInterval: false, withinFive: false });
});
