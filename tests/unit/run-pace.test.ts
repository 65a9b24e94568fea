import { expect, test } from "vitest";
import { nextPace } from "../../lib/run/pace.ts";
import { seatOf } from "../../lib/run/seat.ts";

const heard = { pace: null, atOnce: 16, granted: 16, slowDowns: 0, served: 0, cutDue: true };

test("a store that asks to slow down halves what is worked on at once, and once for one burst", () => {
  expect(nextPace({ ...heard, slowDowns: 5 })).toBe(8);
  expect(nextPace({ ...heard, pace: 8, atOnce: 8, slowDowns: 3 })).toBe(4);
  expect(nextPace({ ...heard, pace: 8, atOnce: 8, slowDowns: 3, cutDue: false })).toBe(8);
  expect(nextPace({ ...heard, pace: 1, atOnce: 1, slowDowns: 1 })).toBe(1);
});

test("what was learnt counts from what was really at work, not from what was allowed", () => {
  expect(nextPace({ ...heard, pace: 100, atOnce: 6, slowDowns: 1 })).toBe(3);
});

test("one more is let in for each round that was served, until all is as allowed", () => {
  expect(nextPace({ ...heard, pace: 4, atOnce: 4, served: 4 })).toBe(5);
  expect(nextPace({ ...heard, pace: 4, atOnce: 4, served: 2 })).toBe(4.5);
  expect(nextPace({ ...heard, pace: 15.5, atOnce: 15, served: 15 })).toBeNull();
  expect(nextPace({ ...heard, served: 50 })).toBeNull();
});

const room = (concurrency: number, maxInflight: number, taken = 0, held = 0) => ({
  limit: { concurrency, maxInflight },
  taken: { concurrency: taken, maxInflight: held },
});

test("a pump gets what it can use, and what the scarcest limit has left of it", () => {
  expect(seatOf(8, [room(256, 4096)], null)).toEqual({ granted: 8, width: 8, hold: 64 });
  expect(seatOf(8, [room(256, 4096), room(10, 4096, 7)], null)).toEqual({ granted: 3, width: 3, hold: 24 });
  expect(seatOf(8, [room(256, 20, 0, 15)], null)).toEqual({ granted: 5, width: 5, hold: 5 });
});

test("where nothing is left of one limit there is no place", () => {
  expect(seatOf(8, [room(256, 4096), room(8, 4096, 8)], null)).toBeNull();
  expect(seatOf(8, [room(256, 24, 8, 24)], null)).toBeNull();
});

test("a pace narrows the place and not what is granted, so that it may widen again", () => {
  expect(seatOf(8, [room(256, 4096)], { limit: 5.7, taken: 2 })).toEqual({ granted: 8, width: 3, hold: 64 });
  expect(seatOf(8, [room(256, 4096)], { limit: 2, taken: 2 })).toBeNull();
});
