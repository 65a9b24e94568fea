import type { Id } from "../../lib/kernel/ids.ts";
import { parseUsd } from "../../lib/kernel/money.ts";
import { estimateLedger } from "../../lib/plan/estimate-ledger.ts";
import { estimateQuantities } from "../../lib/plan/estimate-quantities.ts";
import type { DrawnObject } from "../../lib/plan/expected-work.ts";
import { paceOfRun } from "../../lib/plan/lines-of-work.ts";
import { priceBook } from "../../lib/plan/price-book.ts";
import { type Ledger, planSettings } from "../../lib/plan/schema.ts";
import type { Stratum } from "../../lib/sample/schema.ts";
import { seededRandom } from "../../lib/sample/seeded-random.ts";
import { type ShapeName, skewedBucket, stratified } from "./skewed-buckets.ts";

/** How one line of the ledger did over many draws from one bucket, beside the truth of a census. */
export interface LineRecord {
  line: string;
  /** Share of the draws whose 95 % interval held the truth. */
  coverage: number;
  /** Share of the draws whose estimate was within 5 % of the truth. */
  near: number;
  /** Half the interval's width over the truth, on average. */
  halfWidth: number;
}

/**
 * Draws a sample of `wanted` from one bucket again and again, estimates the ledger from each by the product's own functions, and
 * compares every line, the total and the counts of outcomes with the ledger of a census. The same seed, the same record.
 */
export function simulateLedger(input: {
  shape: ShapeName;
  objects: number;
  wanted: number;
  draws: number;
  seed: number;
}): LineRecord[] {
  const random = seededRandom(input.seed);
  const bucket = skewedBucket(input.shape, input.objects, input.wanted, random);
  const bytes = bucket.objects.reduce((sum, { sizeBytes }) => sum + Number(sizeBytes), 0);
  const population = { objects: input.objects, unique: input.objects, bytes };
  const truth = figuresOf(ledgerOf(population, [{ ...everything, population: input.objects }], bucket.objects));
  const { strata, draw } = stratified(bucket, input.wanted);
  const records = new Map<string, { held: number; near: number; width: number }>();
  for (let round = 0; round < input.draws; round++)
    for (const [line, { low, estimate, high }] of figuresOf(ledgerOf(population, strata, draw(random)))) {
      const true_ = truth.get(line)?.estimate ?? 0;
      if (true_ === 0) continue;
      const record = records.get(line) ?? { held: 0, near: 0, width: 0 };
      records.set(line, record);
      if (low <= true_ && true_ <= high) record.held += 1;
      if (Math.abs(estimate - true_) <= 0.05 * true_) record.near += 1;
      record.width += (high - low) / (2 * true_);
    }
  return [...records].map(([line, { held, near, width }]) => ({
    line,
    coverage: held / input.draws,
    near: near / input.draws,
    halfWidth: width / input.draws,
  }));
}

const everything: Stratum = {
  ...{ id: "", label: "", mime: null, size: null, prefix: null, month: null },
  ...{ population: 0, bytes: "0", planned: 0, drawn: 0 },
};

const settings = planSettings.parse({ identityId: "sid_0000000000000000000000", sizeBytesMax: 5_000_000_000 });
/** One of a run's manifests, without the spread over formats, which no sampling makes. */
const trial = {
  manifestBytes: { estimate: 6_600, low: 6_600, high: 6_600 },
  msPerAsset: 4,
  msPerByte: 0.000_01,
};

function ledgerOf(
  population: Parameters<typeof estimateLedger>[0]["population"],
  strata: Stratum[],
  objects: DrawnObject[],
) {
  const work = {
    strata,
    objects,
    settings,
    population,
    parallel: 2,
    cores: 2,
    authority: null,
    trial,
    pace: paceOfRun,
  };
  return estimateLedger({
    tenantId: "tnt_0000000000000000000000" as Id<"tenant">,
    now: new Date(0),
    population,
    quantities: estimateQuantities(work),
    prices: priceBook("s3", settings),
    authority: null,
    trial,
    sample: { objects: objects.length, strata: strata.length, seed: "" },
  });
}

/** Counts as numbers, and the total in nano-dollars. */
function figuresOf({ lines, total, expected }: Ledger): Map<string, { estimate: number; low: number; high: number }> {
  const numbers = (of: Record<"estimate" | "low" | "high", string>, number: (text: string) => number) => ({
    estimate: number(of.estimate),
    low: number(of.low),
    high: number(of.high),
  });
  return new Map([
    ...lines.map(({ id, quantity }) => [id, numbers(quantity, Number)] as const),
    ...expected.map(
      ({ outcome, why, objects }) => [why ? `${outcome}, ${why}` : outcome, numbers(objects, Number)] as const,
    ),
    ["total", numbers(total, (usd) => Number(parseUsd(usd)))] as const,
  ]);
}
