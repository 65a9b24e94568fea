import { expect, test } from "vitest";
import type { Outcome } from "../../lib/kernel/outcome.ts";
import { nextState } from "../../lib/run/change-state.ts";
import { givenUp, nextTry } from "../../lib/run/next-try.ts";

const unavailable: Outcome = { kind: "failed", why: "store_unavailable", detail: "503", retriable: true };
const killed: Outcome = { kind: "failed", why: "worker_killed", detail: "", retriable: true };
const first = (attempts: number, retries: number) => ({ attempts, slowed: 0, lastWhy: null, retries });
const gone: Outcome = { kind: "failed", why: "object_gone", detail: "", retriable: false };

test("a retriable failure is tried again until the plan's retries are used up", () => {
  expect(nextTry(unavailable, first(1, 6), 0)).toMatchObject({ kind: "again", delayMs: 250 });
  expect(nextTry(unavailable, first(6, 6), 0)).toMatchObject({ kind: "again" });
  expect(nextTry(unavailable, first(7, 6), 0)).toMatchObject({ kind: "settle", outcome: { retriable: false } });
});

test("the delay doubles to a minute at most, and jitter spreads half of it", () => {
  expect(nextTry(unavailable, first(3, 20), 0.999)).toMatchObject({ delayMs: expect.closeTo(2000, -1) });
  expect(nextTry(unavailable, first(19, 20), 0.999)).toMatchObject({ delayMs: expect.closeTo(60_000, -2) });
});

test("a file that kills its process twice is set aside whatever the plan allows", () => {
  expect(nextTry(killed, first(1, 6), 0)).toMatchObject({ kind: "again" });
  for (const lastWhy of ["worker_killed", "deadline"] as const)
    expect(nextTry(killed, { ...first(2, 6), lastWhy }, 0)).toMatchObject({ kind: "settle" });
});

test("a process that ends after the store had failed is the file's first, not its second", () => {
  expect(nextTry(killed, { ...first(2, 6), lastWhy: "store_unavailable" }, 0)).toMatchObject({
    kind: "again",
  });
});

test("an object whose attempts end with their worker, again and again, is set aside without a further one", () => {
  expect(givenUp(7, 6)).toBeNull();
  expect(givenUp(10, 6)).toBeNull();
  expect(givenUp(11, 6)).toMatchObject({ kind: "failed", why: "worker_killed", retriable: false });
});

test("being asked to slow down uses up no attempt, waits at least as long as the store said, and ends after most of an hour", () => {
  const slow: Outcome = { kind: "failed", why: "store_slow_down", detail: "SlowDown", retriable: true };
  expect(nextTry(slow, { ...first(9, 0), slowed: 0 }, 0)).toMatchObject({ kind: "again", free: true, delayMs: 500 });
  expect(nextTry({ ...slow, retryAfterMs: 8_000 }, first(1, 0), 0.5)).toMatchObject({ delayMs: 10_000 });
  expect(nextTry(slow, { ...first(1, 0), slowed: 59 }, 0.999)).toMatchObject({ delayMs: expect.closeTo(60_000, -2) });
  expect(nextTry(slow, { ...first(1, 0), slowed: 60 }, 0)).toMatchObject({ kind: "settle" });
});

test("each class of errors waits as suits it", () => {
  const failed = (why: "sign_refused" | "worker_killed") =>
    ({ kind: "failed", why, detail: "", retriable: true }) as const;
  expect(nextTry(failed("sign_refused"), first(1, 6), 0.999)).toMatchObject({ delayMs: expect.closeTo(2_000, -1) });
  expect(nextTry(failed("worker_killed"), first(1, 6), 0.999)).toMatchObject({ delayMs: expect.closeTo(100, -1) });
});

test("a final failure is settled at once", () => {
  expect(nextTry(gone, first(1, 6), 0)).toEqual({ kind: "settle", outcome: gone });
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
