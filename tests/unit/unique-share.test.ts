import { describe, expect, test } from "vitest";
import { type Content, uniqueShare } from "../../lib/plan/unique-share.ts";
import { seededRandom } from "../../lib/sample/seeded-random.ts";

const digest = (n: number) => n.toString(16).padStart(32, "0");
const ofFile = (n: number) => `61a80-18f0c2-${n.toString(16)}`;
const content = (n: number) => n.toString(16).padStart(64, "0");

describe("how many contents a bucket has", () => {
  test("is what its ETags say, where these are digests and the sample met nothing else", () => {
    const drawn = Array.from({ length: 100 }, (_, i): Content => ({ etag: digest(i), contentSha256: content(i) }));
    expect(uniqueShare({ objects: 10_000, unique: 9_000 }, drawn)).toEqual({ estimate: 0.9, low: 0.9, high: 0.9 });
  });

  test("is known where every object was read, whatever its ETag", () => {
    const drawn = Array.from({ length: 50 }, (_, i): Content => ({ etag: ofFile(i), contentSha256: content(i % 40) }));
    expect(uniqueShare({ objects: 50, unique: 50 }, drawn)).toEqual({ estimate: 0.8, low: 0.8, high: 0.8 });
  });

  test("may be less than ETags of files say, by as much as the sample cannot exclude", () => {
    const drawn = Array.from({ length: 100 }, (_, i): Content => ({ etag: ofFile(i), contentSha256: content(i) }));
    const { estimate, low, high } = uniqueShare({ objects: 1_000, unique: 1_000 }, drawn);
    expect([estimate, high]).toEqual([1, 1]);
    // Up to 3.7 pairs may be there of which none is met, each for a hundred of the bucket's.
    expect(low).toBeCloseTo(1 - (3.67 * (1_000 * 999)) / (100 * 99) / 1_000, 2);
  });

  test("lies in its interval in 95 of 100 buckets whose copies have ETags of their own", () => {
    const random = seededRandom(7);
    const [objects, copies, drawnCount, buckets] = [2_000, 200, 400, 400];
    let held = 0;
    let sum = 0;
    for (let bucket = 0; bucket < buckets; bucket++) {
      const all = Array.from({ length: objects }, (_, i): Content & { at: number } => ({
        etag: ofFile(i),
        contentSha256: content(i < objects - copies ? i : i - (objects - copies)),
        at: random(),
      }));
      const drawn = all.sort((a, b) => a.at - b.at).slice(0, drawnCount);
      const { estimate, low, high } = uniqueShare({ objects, unique: objects }, drawn);
      if (low <= 0.9 && 0.9 <= high) held++;
      sum += estimate;
    }
    expect(held / buckets).toBeGreaterThan(0.92);
    expect(sum / buckets).toBeCloseTo(0.9, 2);
  });
});
