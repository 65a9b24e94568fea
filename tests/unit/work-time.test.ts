import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { makeSlots } from "../../lib/adapters/media/slots.ts";
import { beginWork } from "../../lib/adapters/media/work-time.ts";

beforeEach(() => void vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] }));
afterEach(() => void vi.useRealTimers());

const places = (slots: number, bench: number) => ({ slots: makeSlots(slots), bench: makeSlots(bench) });
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
  const work = await beginWork(places(1, 1), 1000);
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
  const first = await beginWork(both, 1000);
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

test("where as many pause as may, the next one keeps its place, and its time is not counted either", async () => {
  const both = places(2, 1);
  const waits = [promised(), promised()];
  const works = [await beginWork(both, 1000), await beginWork(both, 1000)];
  const paused = works.map((work, at) => work.pause(() => waits[at]?.kept ?? Promise.resolve()));
  const next = await beginWork(both, 1000);
  let begun = false;
  const last = beginWork(both, 1000).then((work) => {
    begun = true;
    return work;
  });
  await vi.advanceTimersByTimeAsync(500);
  expect(begun).toBe(false);
  waits[1]?.keep();
  await settle();
  expect(works[1]?.end()).toBe(0);
  (await last).end();
  next.end();
  waits[0]?.keep();
  await Promise.all(paused);
  expect(works[0]?.end()).toBe(0);
});

test("work that ends in the middle of a pause leaves no place taken", async () => {
  const both = places(1, 1);
  const { kept, keep } = promised();
  const work = await beginWork(both, 1000);
  const paused = work.pause(() => kept);
  work.end();
  keep();
  await paused;
  for (let i = 0; i < 3; i++) (await beginWork(both, 1000)).end();
});

test("a pause that fails is told, and the work goes on in its time", async () => {
  const work = await beginWork(places(1, 1), 1000);
  await expect(work.pause(() => Promise.reject(new Error("no stamp")))).rejects.toThrow("no stamp");
  await vi.advanceTimersByTimeAsync(1000);
  expect(work.late.aborted).toBe(true);
  work.end();
});
