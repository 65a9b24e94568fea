import { expect, test } from "vitest";
import { admit, type Candidate } from "../../inngest/embedded/admit.ts";

const one = (turn: string, id: string, dueAt: number): Candidate => ({
  ...{ id, turn, dueAt },
  ...{ lanes: [turn, "all"], laneLimits: [2, 4] },
});
const queue = (turn: string, count: number, dueAt = 0) =>
  Array.from({ length: count }, (_, i) => one(turn, `${turn}${i}`, dueAt + i));

test("a turn with ten thousand waiting gets one place, as does one with one", () => {
  expect(admit([...queue("big", 10_000), one("small", "s", 99_999)], [], 2)).toEqual(["big0", "s"]);
});

test("whoever has nothing at work comes before whoever has, however long that waits", () => {
  const held = [{ turn: "big", lanes: ["big", "all"] }];
  expect(admit([...queue("big", 5), one("small", "s", 50)], held, 1)).toEqual(["s"]);
});

test("among those with as much at work, whoever waits longest is next", () => {
  expect(admit([one("c", "c", 3), one("a", "a", 1), one("b", "b", 2)], [], 2)).toEqual(["a", "b"]);
});

test("no lane goes over its limit, and a full one keeps nobody else waiting", () => {
  const held = [0, 1].map(() => ({ turn: "big", lanes: ["big", "all"] }));
  expect(admit([...queue("big", 3), ...queue("small", 3, 100)], held, 4)).toEqual(["small0", "small1"]);
});

test("what is free is filled where one turn alone waits, up to its own limit", () => {
  expect(admit(queue("big", 9), [], 4)).toEqual(["big0", "big1"]);
});
