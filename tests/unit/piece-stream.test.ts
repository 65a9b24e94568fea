import { expect, test, vi } from "vitest";
import { pieceStream } from "../../lib/edge/piece-stream.ts";

const pieceOf = (n: number) => new Uint8Array([n]);

async function* counting(seen: { asked: number }, most: number) {
  for (let n = 1; n <= most; n++) {
    seen.asked = n;
    yield pieceOf(n);
  }
}

test("a piece is asked for when it is wanted, and the end is told once when the last one went", async () => {
  const seen = { asked: 0 };
  const end = vi.fn();
  const reader = (await pieceStream(counting(seen, 2), end, 60_000)).getReader();
  expect(seen.asked).toBe(1);
  expect((await reader.read()).value).toEqual(pieceOf(1));
  expect([seen.asked, end.mock.calls.length]).toEqual([1, 0]);
  expect((await reader.read()).value).toEqual(pieceOf(2));
  expect((await reader.read()).done).toBe(true);
  expect(end).toHaveBeenCalledOnce();
});

test("a reader who leaves, and one who takes too long, keeps no place", async () => {
  vi.useFakeTimers();
  try {
    const [left, slow] = [vi.fn(), vi.fn()];
    await (await pieceStream(counting({ asked: 0 }, 9), left, 60_000)).cancel();
    expect(left).toHaveBeenCalledOnce();
    const reader = (await pieceStream(counting({ asked: 0 }, 9), slow, 60_000)).getReader();
    vi.advanceTimersByTime(60_001);
    await expect(reader.read()).rejects.toThrow(/too long/);
    expect(slow).toHaveBeenCalledOnce();
  } finally {
    vi.useRealTimers();
  }
});

test("what fails at the first piece is thrown before anything is answered", async () => {
  const end = vi.fn();
  const failing = { next: () => Promise.reject(new Error("replaced")) };
  await expect(pieceStream(failing, end, 60_000)).rejects.toThrow("replaced");
  expect(end).toHaveBeenCalledOnce();
});
