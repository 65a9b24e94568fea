import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeSlots } from "../../lib/adapters/media/slots.ts";
import { beginWork } from "../../lib/adapters/media/work-time.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

const places = (slots: number, seats: number) => ({ slots: makeSlots(slots), seats: makeSlots(seats) });
function promised() {
  let keep = () => {};
  const kept = new Promise<void>((resolve) => {
    keep = resolve;
  });
  return { kept, keep };
}
/** Lets everything happen that waits for nothing but its turn. */
const settle = () => vi.advanceTimersByTimeAsync(0);

test("the time of a pause is not counted, and the deadline stands still in it", async () => {
  const work = await beginWork(places(1, 1), 1000, true);
  await vi.advanceTimersByTimeAsync(600);
  const { kept, keep } = promised();
  const paused = work.pause(() => kept);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(work.late.aborted).toBe(false);
  keep();
  await paused;
  await vi.advanceTimersByTimeAsync(399);
  expect(work.late.aborted).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(work.late.aborted).toBe(true);
  expect(work.end()).toBe(1000);
});

test("who pauses gives the place to another, and has it back before those who have yet to begin", async () => {
  const both = places(1, 1);
  const first = await beginWork(both, 1000, true);
  const { kept, keep } = promised();
  const order: string[] = [];
  const paused = first.pause(() => kept).then(() => order.push("first"));
  const second = await beginWork(both, 1000);
  const third = beginWork(both, 1000).then((work) => {
    order.push("third");
    return work;
  });
  keep();
  await settle();
  expect(order).toEqual([]);
  second.end();
  await paused;
  expect(order).toEqual(["first"]);
  first.end();
  (await third).end();
  expect(order).toEqual(["first", "third"]);
});

test("who may wait begins when there is a seat, and keeps nobody else from the places", async () => {
  const both = places(2, 1);
  const { kept, keep } = promised();
  const waiting = await beginWork(both, 1000, true);
  const paused = waiting.pause(() => kept);
  let begun = false;
  const next = beginWork(both, 1000, true).then((work) => {
    begun = true;
    return work;
  });
  for (const work of [await beginWork(both, 1000), await beginWork(both, 1000)]) work.end();
  await settle();
  expect(begun).toBe(false);
  keep();
  await paused;
  waiting.end();
  (await next).end();
});

test("who has no seat waits in its place", async () => {
  const both = places(1, 1);
  const { kept, keep } = promised();
  const work = await beginWork(both, 1000);
  const paused = work.pause(() => kept);
  let begun = false;
  const next = beginWork(both, 1000).then((other) => {
    begun = true;
    return other;
  });
  await vi.advanceTimersByTimeAsync(5000);
  expect([begun, work.late.aborted]).toEqual([false, false]);
  keep();
  await paused;
  expect(work.end()).toBe(0);
  (await next).end();
});

test("work that ends in the middle of a pause leaves no place taken", async () => {
  const both = places(1, 1);
  const { kept, keep } = promised();
  const work = await beginWork(both, 1000, true);
  const paused = work.pause(() => kept);
  work.end();
  keep();
  await paused;
  for (let i = 0; i < 3; i++) (await beginWork(both, 1000, true)).end();
});

test("a pause that fails is told, and the work goes on in its time", async () => {
  const work = await beginWork(places(1, 1), 1000, true);
  await expect(work.pause(() => Promise.reject(new Error("no stamp")))).rejects.toThrow("no stamp");
  await vi.advanceTimersByTimeAsync(1000);
  expect(work.late.aborted).toBe(true);
  work.end();
});
