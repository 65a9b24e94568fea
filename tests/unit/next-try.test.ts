import { expect, test } from "vitest";
import type { Outcome } from "../../lib/kernel/outcome.ts";
import { nextState } from "../../lib/run/change-state.ts";
import { nextTry } from "../../lib/run/next-try.ts";

const unavailable: Outcome = { kind: "failed", why: "store_unavailable", detail: "503", retriable: true };
const killed: Outcome = { kind: "failed", why: "worker_killed", detail: "", retriable: true };
const gone: Outcome = { kind: "failed", why: "object_gone", detail: "", retriable: false };

test("a retriable failure is tried again until the plan's retries are used up", () => {
  expect(nextTry(unavailable, 1, 6, 0)).toMatchObject({ kind: "again", delayMs: 250 });
  expect(nextTry(unavailable, 6, 6, 0)).toMatchObject({ kind: "again" });
  expect(nextTry(unavailable, 7, 6, 0)).toMatchObject({ kind: "settle", outcome: { retriable: false } });
});

test("the delay doubles to a minute at most, and jitter spreads half of it", () => {
  expect(nextTry(unavailable, 3, 20, 0.999)).toMatchObject({ delayMs: expect.closeTo(2000, -1) });
  expect(nextTry(unavailable, 19, 20, 0.999)).toMatchObject({ delayMs: expect.closeTo(60_000, -2) });
});

test("a file that kills its process twice is set aside whatever the plan allows", () => {
  expect(nextTry(killed, 1, 6, 0)).toMatchObject({ kind: "again" });
  expect(nextTry(killed, 2, 6, 0)).toMatchObject({ kind: "settle" });
});

test("a final failure is settled at once", () => {
  expect(nextTry(gone, 1, 6, 0)).toEqual({ kind: "settle", outcome: gone });
});

test("a finished run can be neither paused, resumed nor cancelled, and says why", () => {
  for (const wish of ["pause", "resume", "cancel"] as const)
    expect(nextState("finished", wish)).toHaveProperty("refusal");
  expect(nextState("cancelled", "resume")).toHaveProperty("refusal");
  expect(nextState("running", "pause")).toEqual({ to: "paused" });
  expect(nextState("paused", "resume")).toEqual({ to: "running" });
  expect(nextState("paused", "cancel")).toEqual({ to: "cancelling" });
  expect(nextState("cancelling", "cancel")).toBe("same");
});
