import { describe, expect, test } from "vitest";
import { allocate } from "../../lib/sample/allocate.ts";
import { drawKeys } from "../../lib/sample/draw-sample.ts";
import { findingsOf } from "../../lib/sample/findings.ts";
import { planDraw } from "../../lib/sample/plan-draw.ts";
import { rankBelow } from "../../lib/sample/rank-below.ts";
import { defaultSeed, drawRank, seededRandom } from "../../lib/sample/seeded-random.ts";
import { type Cell, largest, largestFrom, mergeCells, strataMax } from "../../lib/sample/strata.ts";

const keys = Array.from({ length: 500 }, (_, i) => ({
  key: `photos/${i}.jpg`,
  stratum: i % 3 === 0 ? "s001" : "s002",
}));
const planned = new Map([
  ["s001", 20],
  ["s002", 7],
]);

describe("the draw", () => {
  test("the same seed draws the same objects, whatever the order they come in", () => {
    const sorted = drawKeys(keys, planned, "a seed");
    const random = seededRandom(1);
    const shuffled = [...keys].map((object) => ({ object, at: random() })).sort((a, b) => a.at - b.at);
    expect(
      drawKeys(
        shuffled.map(({ object }) => object),
        planned,
        "a seed",
      ),
    ).toEqual(sorted);
    expect(drawKeys(keys, planned, "another seed")).not.toEqual(sorted);
  });

  test("each stratum gives as many as were planned, and each object is drawn once", () => {
    const drawn = drawKeys(keys, planned, "a seed");
    expect(drawn.filter(({ stratum }) => stratum === "s001")).toHaveLength(20);
    expect(drawn.filter(({ stratum }) => stratum === "s002")).toHaveLength(7);
    expect(new Set(drawn.map(({ key }) => key)).size).toBe(27);
  });

  test("over many seeds every object is drawn about as often as every other", () => {
    const few = keys.slice(0, 20).map(({ key }) => ({ key, stratum: "s" }));
    const times = new Map<string, number>();
    for (let seed = 0; seed < 2000; seed++)
      for (const { key } of drawKeys(few, new Map([["s", 5]]), `seed ${seed}`))
        times.set(key, (times.get(key) ?? 0) + 1);
    // 500 expected with a standard deviation of 19: five of them is beyond any doubt.
    for (const { key } of few) expect(Math.abs((times.get(key) ?? 0) - 500)).toBeLessThan(97);
  });

  test("an inventory has a seed of its own", () => {
    expect(defaultSeed("ivt_a")).toBe(defaultSeed("ivt_a"));
    expect(defaultSeed("ivt_a")).not.toBe(defaultSeed("ivt_b"));
  });
});

describe("allocate", () => {
  test("the rest goes by known bytes and in part by number, after ten of every stratum", () => {
    const strata = [
      { id: "a", population: 1000, bytes: 9_000_000_000n },
      { id: "b", population: 1000, bytes: 1_000_000_000n },
    ];
    const plan = allocate(strata, 120);
    expect(plan).toEqual(
      new Map([
        ["a", 10 + 63 + 15],
        ["b", 10 + 7 + 15],
      ]),
    );
  });

  test("a small stratum gives all it has, and what it cannot use goes to the others", () => {
    const strata = [
      { id: "a", population: 3, bytes: 50_000n },
      { id: "b", population: 12, bytes: 900_000_000n },
      { id: "c", population: 500, bytes: 1_000n },
    ];
    expect(allocate(strata, 100)).toEqual(
      new Map([
        ["a", 3],
        ["b", 12],
        ["c", 85],
      ]),
    );
  });

  test("never more than there are, and exactly as many as wanted where there are enough", () => {
    const random = seededRandom(7);
    for (let round = 0; round < 200; round++) {
      const strata = Array.from({ length: 1 + Math.floor(random() * 12) }, (_, i) => ({
        id: `s${i}`,
        population: 1 + Math.floor(random() ** 4 * 100_000),
        bytes: BigInt(Math.floor(random() ** 8 * 1e12)),
      }));
      const wanted = 150 + Math.floor(random() * 2000);
      const plan = allocate(strata, wanted);
      const population = strata.reduce((sum, stratum) => sum + stratum.population, 0);
      expect([...plan.values()].reduce((sum, n) => sum + n, 0)).toBe(Math.min(wanted, population));
      for (const stratum of strata) {
        expect(plan.get(stratum.id)).toBeLessThanOrEqual(stratum.population);
        expect(plan.get(stratum.id)).toBeGreaterThanOrEqual(Math.min(stratum.population, 10));
      }
    }
  });
});

describe("the border below which the first of a stratum are looked for", () => {
  test("leaves enough, and is none where all may be needed", () => {
    expect(rankBelow(100, 150)).toBeNull();
    expect(rankBelow(1, 2 ** 52)).toMatch(/^[0-9a-f]{8}$/);
    for (let seed = 0; seed < 200; seed++) {
      const border = rankBelow(50, 1000) as string;
      const below = Array.from({ length: 1000 }, (_, i) => drawRank(`seed ${seed}`, `${i}`)).filter(
        (rank) => rank < border,
      );
      expect(below.length).toBeGreaterThanOrEqual(50);
      expect(below.length).toBeLessThan(300);
    }
  });
});

describe("strata", () => {
  const cells: Cell[] = Array.from({ length: 600 }, (_, i) => ({
    mime: ["image/jpeg", "image/png", "image/webp"][i % 3] as string,
    decile: i % 10,
    prefix: `p${i % 7}/`,
    month: `2024-${String(1 + (i % 12)).padStart(2, "0")}`,
    population: 1 + ((i * 37) % 90),
    bytes: BigInt((i * 7919) % 1_000_000),
  }));

  test("small cells are merged until the strata are few, and no object is lost or counted twice", () => {
    const merged = mergeCells(cells, 20);
    expect(merged.length).toBeLessThanOrEqual(21);
    expect(merged.flatMap((stratum) => stratum.cells).sort((a, b) => a - b)).toEqual(cells.map((_, i) => i));
    const sum = (all: readonly Cell[]) => all.reduce((total, each) => total + each.population, 0);
    expect(sum(merged)).toBe(sum(cells));
  });

  test("as many cells as dates make are merged one by one, and not all anew with each", () => {
    const many = Array.from({ length: 200_000 }, (_, i) => ({
      ...(cells[0] as Cell),
      month: `${1000 + Math.floor(i / 12)}-01`,
    }));
    expect(mergeCells(many, 5).flatMap((stratum) => stratum.cells)).toHaveLength(many.length);
  }, 30_000);

  test("the order of the cells changes nothing but their indexes", () => {
    const facts = (all: readonly Cell[]) => mergeCells(all, 20).map(({ cells: _, ...stratum }) => stratum);
    expect(facts([...cells].reverse())).toEqual(facts(cells));
  });

  test("the largest objects are a stratum of their own, drawn whole, and no more than are wanted", () => {
    const films = [
      { mime: "video/mp4", decile: largest, prefix: "a/", month: "2024-01", population: 3, bytes: 9_000_000n },
      { mime: "image/jpeg", decile: largest, prefix: "b/", month: "2024-02", population: 9, bytes: 30_000_000n },
    ];
    const { strata } = planDraw([...cells, ...films], 100, [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n, 3_000_000n]);
    const whole = strata.filter(({ size }) => size?.decile === largest);
    expect(whole).toMatchObject([{ population: 12, planned: 12, size: { fromBytes: "3000000" }, mime: null }]);
    expect(whole[0]?.label).toBe("the largest, from 3.0 MB");
    // A hundred objects of just that size hold all of the bytes, and more.
    expect(largestFrom(1_000_000n, 100) * 100n).toBeGreaterThan(1_000_000n);
  });

  test("large cells stay apart by all four traits", () => {
    const two = cells.slice(0, 2).map((cell) => ({ ...cell, population: 1000, bytes: 1000n }));
    expect(mergeCells(two, 20)).toHaveLength(2);
    expect(mergeCells(two, 20)[0]?.month).not.toBeNull();
  });

  test("a small sample gets few strata, so that each holds enough objects", () => {
    expect(strataMax(20)).toBe(1);
    expect(strataMax(400)).toBe(20);
    expect(strataMax(10_000)).toBe(40);
  });

  test("a plan names every cell once, with as many to draw as its stratum has planned", () => {
    const { strata, plan } = planDraw(cells, 400, [1n, 2n, 3n, 4n, 5n, 6n, 7n, 8n, 9n]);
    expect(plan).toHaveLength(cells.length);
    expect(strata.reduce((sum, { planned: n }) => sum + n, 0)).toBe(400);
    for (const { label } of strata) expect(label).not.toBe("");
  });
});

test("findings are shares of the inventory, not of the drawn objects", () => {
  const base = { label: "", mime: null, size: null, prefix: null, month: null, bytes: "0", planned: 10, drawn: 10 };
  const strata = [
    { ...base, id: "large", population: 900 },
    { ...base, id: "small", population: 100 },
  ];
  const objects = [
    { stratum: "large", problem: null, manifest: "none", objects: 10 },
    { stratum: "small", problem: "truncated", manifest: "none", objects: 10 },
  ];
  const { failed, alreadySigned, problems } = findingsOf(strata, objects);
  expect(failed.share).toBeCloseTo(0.1);
  expect(failed.low).toBeLessThan(0.1);
  expect(failed.high).toBeGreaterThan(0.1);
  expect(alreadySigned).toMatchObject({ drawn: 0, share: 0, low: 0 });
  expect(problems.map(({ code }) => code)).toEqual(["truncated"]);
});
