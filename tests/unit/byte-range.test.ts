import { expect, test } from "vitest";
import { byteRange } from "../../lib/edge/byte-range.ts";

test.each([
  ["bytes=0-9", { first: 0, last: 9 }],
  ["bytes=90-", { first: 90, last: 99 }],
  ["bytes=-10", { first: 90, last: 99 }],
  ["bytes=-1000", { first: 0, last: 99 }],
  ["bytes=95-200", { first: 95, last: 99 }],
  ["bytes=100-", "unsatisfiable"],
  ["bytes=-0", "unsatisfiable"],
  ["bytes=5-4", null],
  ["bytes=-", null],
  ["bytes=0-1,4-5", null],
  ["lines=0-1", null],
  [null, null],
])("%s of 100 bytes", (range, expected) => {
  expect(byteRange(range, 100, null, '"a"')).toEqual(expected);
});

test("nothing of an empty object can be had, and a part of another version is never sent", () => {
  expect(byteRange("bytes=0-", 0, null, '"a"')).toBe("unsatisfiable");
  expect(byteRange("bytes=0-9", 100, '"a"', '"a"')).toEqual({ first: 0, last: 9 });
  expect(byteRange("bytes=0-9", 100, '"b"', '"a"')).toBeNull();
});
