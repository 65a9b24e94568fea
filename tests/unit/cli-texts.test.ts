import { expect, test } from "vitest";
import { endOfRun } from "../../lib/cli/end-of-run.ts";
import { makeProgress } from "../../lib/cli/progress.ts";
import type { RunReport } from "../../lib/cli/report-text.ts";
import { printable, table } from "../../lib/cli/table.ts";

test("a hostile name is shown on a terminal and not obeyed", () => {
  expect(printable("a\u001b[2J\u202egpj.exe\n\ud800")).toBe("a\\u{1b}[2J\\u{202e}gpj.exe\\u{a}\\u{d800}");
  expect(printable("Köln/猫 1.jpg")).toBe("Köln/猫 1.jpg");
});

test("columns are as wide as their widest cell, numbers to the right, and no line ends in spaces", () => {
  const rows = [
    ["a", "1", "x"],
    ["long", "1,000", ""],
  ];
  expect(table(rows, [1])).toBe("a         1  x\nlong  1,000");
  expect(table([])).toBe("");
});

const report = (state: string, ...reasons: [outcome: string, why: string | null][]) =>
  ({ run: { state }, reasons: reasons.map(([outcome, why]) => ({ outcome, why })) }) as unknown as RunReport;

test("a run is partial where something failed, was skipped for a fault of its own, or is not settled", () => {
  expect(endOfRun(report("finished", ["signed", null]))).toBe("success");
  expect(endOfRun(report("finished", ["signed", null], ["skipped", "type_mismatch"]))).toBe("partial");
  expect(endOfRun(report("finished", ["failed", "truncated"]))).toBe("partial");
  expect(endOfRun(report("paused", ["signed", null]))).toBe("partial");
  expect(endOfRun(report("cancelled"))).toBe("partial");
});

test("what the plan said to leave alone makes no run partial", () => {
  expect(endOfRun(report("finished", ["signed", null], ["skipped", "already_signed"]))).toBe("success");
});

/** A stream that keeps what is written to it, as far as the progress bar knows a terminal. */
function stream(isTTY: boolean) {
  const written: string[] = [];
  const out = { isTTY, columns: 60, write: (text: string) => written.push(text) };
  return { written, out: out as unknown as NodeJS.WriteStream };
}

test("the progress bar is silent in a pipe", () => {
  const { written, out } = stream(false);
  const progress = makeProgress("Signing", out);
  progress.show({ done: 1, total: 2 });
  progress.end();
  expect([progress.shown, written]).toEqual([false, []]);
});

test("on a terminal it keeps to one line of the window's width, and leaves none behind", () => {
  const { written, out } = stream(true);
  const progress = makeProgress("Signing", out);
  progress.show({ done: 50, total: 100, bytes: 1_000_000, note: "12 s left, and much more to say than fits" });
  progress.end();
  const [line, end] = written;
  expect(line).toContain("█".repeat(14) + "░".repeat(14));
  expect(line?.replace("\r\x1b[2K", "").length).toBeLessThan(60);
  expect(end).toBe("\r\x1b[2K");
});
