import fc from "fast-check";
import { expect, test } from "vitest";
import { type MemBucket, openMemStore } from "../../lib/adapters/store/mem.ts";
import { assertCovered, cutRange, isWithin, type KeyRange, wholePrefix } from "../../lib/inventory/key-ranges.ts";
import { type ListedBatch, listRanges } from "../../lib/inventory/list-ranges.ts";
import { proposeBorders } from "../../lib/inventory/propose-borders.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { compareKeys } from "../../lib/kernel/compare-keys.ts";
import { Fault } from "../../lib/kernel/fault.ts";
import type { Store } from "../../lib/ports/store.ts";

/** Characters at which orders differ, folders, and what keys are mostly made of. */
const character = fc.constantFrom(..."ab09/ %+~\u007f\u00e4\ud7ff\ue000\uffff".split(""), "\u{10000}", "\u{10ffff}");
const keyText = fc
  .array(fc.oneof(character, fc.constantFrom("photos/", "IMG_", "2024/")), { minLength: 1, maxLength: 8 })
  .map((parts) => parts.join(""));

test("however ranges are cut, every key lies in exactly one of them, and they cover their prefix", () => {
  fc.assert(
    fc.property(fc.array(fc.array(keyText, { maxLength: 4 }), { maxLength: 8 }), fc.array(keyText), (cuts, keys) => {
      const ranges = [wholePrefix("", 0)];
      cuts.forEach((borders, n) => {
        const range = ranges[n % ranges.length] as KeyRange;
        ranges.push(...cutRange(range, borders, ranges.length));
      });
      for (const key of [...keys, ...cuts.flat()])
        expect(ranges.filter((range) => isWithin(range, key))).toHaveLength(1);
      expect(ranges.map(({ seq }) => seq)).toEqual(ranges.map((_, n) => n));
      for (const range of ranges) range.done = true;
      assertCovered([""], ranges);
    }),
  );
});

test("a range is never cut before what is listed of it, nor behind its end", () => {
  fc.assert(
    fc.property(fc.array(keyText), keyText, keyText, (borders, last, upTo) => {
      const range = { ...wholePrefix("", 0), last, upTo };
      for (const { after, upTo: end } of cutRange(range, borders, 1)) {
        expect(compareKeys(after, last)).toBeGreaterThan(0);
        expect(compareKeys(after, end as string)).toBeLessThan(0);
      }
    }),
  );
});

const covered = (): KeyRange[] => [
  { ...wholePrefix("a/", 0), upTo: "a/m", done: true },
  { ...wholePrefix("a/", 1), after: "a/m", done: true },
  { ...wholePrefix("b/", 2), done: true },
];

test.each([
  [
    "a gap between two ranges",
    (ranges: KeyRange[]) => ranges.splice(1, 1, { ...(ranges[1] as KeyRange), after: "a/n" }),
  ],
  ["two ranges that overlap", (ranges: KeyRange[]) => ranges.splice(0, 1, { ...(ranges[0] as KeyRange), upTo: "a/n" })],
  ["a range that has no successor", (ranges: KeyRange[]) => ranges.splice(1, 1)],
  ["a range that was not listed to its end", (ranges: KeyRange[]) => ranges.splice(2, 1, wholePrefix("b/", 2))],
  ["a prefix without a range", (ranges: KeyRange[]) => ranges.splice(2, 1)],
  ["a range of another prefix", (ranges: KeyRange[]) => ranges.push({ ...wholePrefix("c/", 3), done: true })],
])("%s is no listing", (_, spoil) => {
  assertCovered(["a/", "b/"], covered());
  const ranges = covered();
  spoil(ranges);
  expect(() => assertCovered(["a/", "b/"], ranges)).toThrow(/do not cover/);
});

function bucketOf(keys: Iterable<string>): MemBucket {
  const head = { etag: "e", sizeBytes: 1, lastModified: new Date(0), contentType: null };
  return new Map([...keys].map((key) => [key, { bytes: new Uint8Array(1), head }]));
}

/** Lists with many workers over small pages, and gives what was saved, in the order in which it was. */
async function listAll(
  store: Pick<Store, "list" | "folders">,
  ranges: KeyRange[],
  more: { workers?: number; pages?: number; save?: (batch: ListedBatch) => Promise<boolean> } = {},
) {
  const keys: string[] = [];
  let stored = ranges;
  let pages = 0;
  const whole = await listRanges(store, structuredClone(ranges), {
    workers: more.workers ?? 16,
    batchObjects: 20,
    batchMs: 60_000,
    now: () => new Date(0),
    mayGoOn: async () => ++pages <= (more.pages ?? Number.POSITIVE_INFINITY),
    save: async (batch) => {
      if (more.save && !(await more.save(batch))) return false;
      keys.push(...batch.objects.map(({ key }) => key));
      stored = batch.ranges;
      return true;
    },
  });
  return { whole, keys, ranges: stored };
}

const smallPages = (bucket: MemBucket) => openMemStore({ bucket, listLimit: 5 });

test("a parallel listing of any bucket holds every key once, wherever it was cut", async () => {
  let cuts = 0;
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(keyText, { minLength: 100, maxLength: 400, size: "max" }), async (keys) => {
      const { whole, keys: listed, ranges } = await listAll(smallPages(bucketOf(keys)), [wholePrefix("", 0)]);
      expect(whole).toBe(true);
      expect(listed.sort(compareKeys)).toEqual([...keys].sort(compareKeys));
      assertCovered([""], ranges);
      cuts += ranges.length - 1;
    }),
    { numRuns: 60, endOnFailure: true },
  );
  expect(cuts).toBeGreaterThan(100);
});

const shapes: Record<string, string[]> = {
  "one flat folder": Array.from({ length: 2000 }, (_, n) => `photos/IMG_${String(n).padStart(6, "0")}.jpg`),
  "folders in folders": Array.from({ length: 2000 }, (_, n) => `y/20${n % 20}/m${n % 12}/${n}.jpg`),
  "one deep path": Array.from({ length: 2000 }, (_, n) => `a/b/c/d/e/f/g/${n.toString(16)}`),
  "folders with a marker each": Array.from({ length: 1000 }, (_, n) => [`f${n % 500}/`, `f${n % 500}/${n}`]).flat(),
  "a folder for each object": Array.from({ length: 1000 }, (_, n) => `${sha256Hex(Buffer.from(`${n}`))}/a.jpg`),
};

test.each(Object.entries(shapes))("%s: many workers share it out, and it is listed once", async (_, keys) => {
  const wanted = new Set(keys);
  let [atWork, most] = [0, 0];
  const store = smallPages(bucketOf(wanted));
  const list: Store["list"] = async (query) => {
    most = Math.max(most, ++atWork);
    await new Promise(setImmediate);
    return store.list(query).finally(() => atWork--);
  };
  const { keys: listed, ranges } = await listAll({ ...store, list }, [wholePrefix("", 0)]);
  expect(listed).toHaveLength(wanted.size);
  expect(new Set(listed)).toEqual(wanted);
  expect(ranges.length).toBeGreaterThan(8);
  expect(most).toBeGreaterThan(8);
});

test("a listing that is ended again and again goes on from its ranges, and holds every key once", async () => {
  const keys = shapes["folders in folders"] as string[];
  const store = smallPages(bucketOf(keys));
  let ranges = [wholePrefix("", 0)];
  const listed: string[] = [];
  for (let turn = 0, whole = false; !whole; turn++) {
    expect(turn).toBeLessThan(100);
    const one = await listAll(store, ranges, { pages: 37 });
    listed.push(...one.keys);
    ({ whole, ranges } = one);
  }
  expect(listed.sort()).toEqual([...keys].sort());
});

test("keys that begin with one another, which no border can be seen between, are listed once", async () => {
  const keys = Array.from({ length: 300 }, (_, n) => "x".repeat(n + 1));
  const { keys: listed } = await listAll(smallPages(bucketOf(keys)), [wholePrefix("x", 0)]);
  expect(listed).toEqual(keys);
});

test("the longest keys are listed once, and nothing longer is asked for", async () => {
  const beginning = "é".repeat(511);
  const keys = Array.from({ length: 1_500 }, (_, n) => beginning + String.fromCodePoint(0x80 + n));
  const store = smallPages(bucketOf(keys));
  const list: Store["list"] = async (query) => {
    if (Buffer.byteLength(query.startAfter ?? "") > 1_024) throw new Fault("invalid", "KeyTooLongError");
    return store.list(query);
  };
  const { whole, keys: listed, ranges } = await listAll({ ...store, list }, [wholePrefix("", 0)]);
  expect([whole, listed.sort(compareKeys)]).toEqual([true, keys]);
  expect(ranges.length).toBeGreaterThan(8);
});

test("what is listed after the last saved batch is listed again, and nothing else", async () => {
  const keys = shapes["one flat folder"] as string[];
  const store = smallPages(bucketOf(keys));
  let batches = 0;
  const died = await listAll(store, [wholePrefix("", 0)], { save: async () => ++batches < 30 });
  expect(died.whole).toBe(false);
  const rest = await listAll(store, died.ranges);
  expect([...died.keys, ...rest.keys].sort()).toEqual([...keys].sort());
});

test("a store that is asked too much is asked by fewer, and what fails for good is thrown after what was listed was saved", async () => {
  const keys = shapes["folders in folders"] as string[];
  const store = smallPages(bucketOf(keys));
  let asked = 0;
  const now = { atWork: 0 };
  const busy: Store["list"] = async (query) => {
    try {
      if (++now.atWork > 3 && ++asked % 2 === 0) throw new Fault("upstream", "SlowDown");
      await new Promise(setImmediate);
      return await store.list(query);
    } finally {
      now.atWork--;
    }
  };
  const { whole, keys: listed } = await listAll({ ...store, list: busy }, [wholePrefix("", 0)]);
  expect([whole, listed.length]).toEqual([true, keys.length]);

  let pages = 0;
  const broken: Store["list"] = async (query) => {
    if (++pages > 50) throw new Fault("upstream", "gone", { retryAfterMs: 7 });
    return store.list(query);
  };
  const saved: string[] = [];
  const save = async (batch: ListedBatch) => {
    saved.push(...batch.objects.map(({ key }) => key));
    return true;
  };
  await expect(listAll({ ...store, list: broken }, [wholePrefix("", 0)], { save })).rejects.toMatchObject({
    code: "upstream",
    retryAfterMs: 7,
  });
  expect(saved.length).toBeGreaterThan(100);
  expect(new Set(saved).size).toBe(saved.length);
});

test("borders are proposed between what was listed and the range's end, and as many as are wanted", async () => {
  const never = new AbortController().signal;
  const flat = smallPages(bucketOf(shapes["one flat folder"] as string[]));
  const propose = (last: string, upTo: string | null, wanted: number) =>
    proposeBorders(flat, { prefix: "photos/", last, upTo }, wanted, never);
  expect(await propose("photos/IMG_000009.jpg", null, 1)).toEqual(["photos/IMG_001"]);
  expect(await propose("photos/IMG_000009.jpg", "photos/IMG_000500.jpg", 4)).toEqual(
    ["2", "3", "4", "5"].map((digit) => `photos/IMG_000${digit}`),
  );
  expect(await propose("photos/IMG_001999.jpg", null, 4)).toEqual([]);
  const deep = smallPages(bucketOf(shapes["folders in folders"] as string[]));
  expect(await proposeBorders(deep, { prefix: "", last: "y/200/m0/0.jpg", upTo: null }, 3, never)).toHaveLength(3);
});
