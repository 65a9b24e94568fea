import { expect, test } from "vitest";
import { relativeTime, utcMinute } from "../../components/format/relative-time.ts";
import { durationText } from "../../lib/kernel/duration-text.ts";

const now = Date.parse("2026-11-21T12:00:00Z");

test("a moment reads relative to now within a week, and as its date beyond", () => {
  expect(relativeTime("2026-11-21T11:59:55Z", now)).toBe("just now");
  expect(relativeTime("2026-11-21T11:57:00Z", now)).toBe("3 minutes ago");
  expect(relativeTime("2026-11-21T14:00:00Z", now)).toBe("in 2 hours");
  expect(relativeTime("2026-11-18T12:00:00Z", now)).toBe("3 days ago");
  expect(relativeTime("2026-10-02T08:20:00Z", now)).toBe("2 Oct 2026");
});

test("the server's text of a moment depends on no time zone", () => {
  expect(utcMinute("2026-11-21T13:05:59+01:00")).toBe("2026-11-21 12:05 UTC");
});

test("a length of time shows its two largest units", () => {
  expect(durationText(14_400)).toBe("14 s");
  expect(durationText(125_000)).toBe("2 min 05 s");
  expect(durationText(7_500_000)).toBe("2 h 05 min");
});
