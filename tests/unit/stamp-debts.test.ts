import { expect, test } from "vitest";
import { stampWords } from "../../lib/run/stamp-words.ts";
import { pauseMs } from "../../lib/stamp-debt/next-try.ts";
import { isUrgent } from "../../lib/stamp-debt/show-debt.ts";
import { stampedKeyOf } from "../../lib/stamp-debt/stamped-store.ts";

test("a debt is left alone for longer after each try, up to six hours, and at least as long as the authority said", () => {
  const minutes = [1, 2, 3, 8, 9, 50].map((tries) => pauseMs(tries, 0) / 60_000);
  expect(minutes).toEqual([2, 4, 8, 256, 360, 360]);
  expect(pauseMs(1, 0, 3_600_000)).toBe(3_600_000);
  expect(pauseMs(1, 0.999)).toBeLessThan(150_000);
});

test("a debt is urgent from a week before the certificate's end on", () => {
  const ends = new Date("2027-01-08T00:00:00Z");
  expect(isUrgent(ends, new Date("2026-12-31T23:59:59Z"))).toBe(false);
  expect(isUrgent(ends, new Date("2027-01-01T00:00:00Z"))).toBe(true);
  expect(isUrgent(ends, new Date("2027-02-01T00:00:00Z"))).toBe(true);
});

test("a stamped manifest store lies beside the one that owed the stamp, with an extension that inventories leave out", () => {
  expect(stampedKeyOf("c2pa/manifests/ab.c2pa")).toBe("c2pa/manifests/ab.stamped.c2pa");
});

test("a run says how many of its assets are stamped, and how many owe", () => {
  const of = (owed: number, paid: number, lost: number) =>
    stampWords({ signed: "1200", stamps: { asked: true, owed, paid, lost } });
  expect(of(0, 0, 0)).toBe("1,200 stamped");
  expect(of(100, 50, 1)).toBe("1,099 stamped, 50 of them later, 100 owed, 1 lost");
  expect(stampWords({ signed: "5", stamps: { asked: false, owed: 0, paid: 0, lost: 0 } })).toBeNull();
});
