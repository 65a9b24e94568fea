import { expect, test } from "vitest";
import { refusalText } from "../../components/inventory/send-object-list.ts";
import { cannotRead } from "../../lib/cli/cannot-read.ts";
import { countText, thingsText } from "../../lib/kernel/count-text.ts";
import { quantityRangeText } from "../../lib/plan/quantity-text.ts";
import { unsettledOf } from "../../lib/run/run-words.ts";
import { showItem } from "../../lib/run/show-item.ts";

test("one thing is one thing, and large numbers keep their thousands apart, whatever type they come in", () => {
  expect([thingsText(1, "object"), thingsText("1", "object"), thingsText(1n, "object")]).toEqual(
    Array(3).fill("1 object"),
  );
  expect(thingsText(0, "object")).toBe("0 objects");
  expect(thingsText("1234567", "entry", "entries")).toBe("1,234,567 entries");
  expect(countText("12345678901234567890")).toBe("12,345,678,901,234,567,890");
});

test("an interval names its unit once where both ends have it, and twice where they have not", () => {
  const range = (unit: string, low: string, high: string) => quantityRangeText(unit, { low, high });
  expect(range("request", "3823", "3923")).toBe("3,823 – 3,923 requests");
  expect(range("request", "1", "2")).toBe("1 request – 2 requests");
  expect(range("byte", "157000000", "159000000")).toBe("157 – 159 MB");
  expect(range("byte", "980000000", "1100000000")).toBe("980 MB – 1.1 GB");
  expect(range("byte_month", "11900000", "12900000")).toBe("11.9 – 12.9 MB · month");
  expect(range("ms", "10000", "14000")).toBe("10 – 14 s");
  expect(range("ms", "116000", "131000")).toBe("1 min 56 s – 2 min 11 s");
});

test("a file that cannot be read is told without the system's own words, and with what to do", () => {
  const fault = (code: string) => cannotRead("a\u001b.csv", Object.assign(new Error(`${code}: open`), { code }), "Do.");
  expect(fault("ENOENT").message).toBe("There is no file a\\u{1b}.csv. Do.");
  expect(fault("EISDIR").message).toBe("a\\u{1b}.csv is a folder: name a file. Do.");
  expect(fault("EACCES").message).toMatch(/^You may not read a/);
  expect(fault("EIO").message).toBe("a\\u{1b}.csv cannot be read: EIO: open. Do.");
  expect(cannotRead("a", new Error("broken")).message).toBe("a cannot be read: broken.");
});

const row = {
  seq: 7,
  key: "a.jpg",
  sizeBytes: 1n,
  mime: "image/jpeg",
  attempts: 2,
  why: "store_slow_down",
  detail: null,
  receiptId: null,
};

test("an object that is to be tried again has the code of its last attempt, and no sentence that tells of an end", () => {
  const waiting = showItem({ ...row, state: "pending", outcome: null, settledAt: null });
  expect(waiting).toMatchObject({ why: "store_slow_down", sentence: null });
  const settled = showItem({ ...row, state: "settled", outcome: "failed", settledAt: new Date(0) });
  expect(settled.sentence).toMatch(/did not serve this object/);
});

test("what nothing became of is told beyond what numbers hold", () => {
  expect(unsettledOf({ objects: "9007199254740995", signed: "1", skipped: "1", failed: "1" })).toBe(9007199254740992n);
});

test("a list that is refused tells the first of its wrong lines in a sentence, and the next ones under it", () => {
  const fields = [502, 503, 504].map((line) => ({ path: `text line ${line}`, message: "key is empty" }));
  expect(refusalText({ message: "Line 502 is wrong.", details: { fields } })).toBe(
    "Line 502 is wrong.\nLine 503: key is empty\nLine 504: key is empty",
  );
  expect(refusalText({ message: "Too many lists at once." })).toBe("Too many lists at once.");
});
