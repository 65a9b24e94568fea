import type { Limits } from "../../ports/limits.ts";
import type { StampService } from "../../ports/stamper.ts";
import { stampFault } from "./stamp-fault.ts";

/**
 * Makes a waiter for turns. Turns are spaced evenly, one each `windowMs / points`, by a counter that all processes share: so
 * no window, wherever it begins, ever holds more than `points` requests, which a counter that is emptied at the window's
 * end would allow at its borders. Within a process callers go in the order in which they came. Who would wait longer than
 * `timeoutMs` is told so at once: Fault `limit`, `out_of_turn`.
 */
export function makeTurns(limits: Limits, sleep: (ms: number, signal?: AbortSignal) => Promise<void>) {
  const lines = new Map<string, { waiting: number; last: Promise<unknown> }>();

  return async function waitTurn(
    { rate, rateKey, timeoutMs }: StampService,
    now: () => number,
    signal?: AbortSignal,
  ): Promise<void> {
    const spacingMs = Math.ceil(rate.windowMs / rate.points);
    const budget = { name: `stamp-turn:${spacingMs}`, points: 1, windowMs: spacingMs };
    const line = lines.get(rateKey) ?? { waiting: 0, last: Promise.resolve() };
    if (line.waiting * spacingMs > timeoutMs)
      throw stampFault("out_of_turn", undefined, { retryAfterMs: line.waiting * spacingMs });
    const endsMs = now() + timeoutMs;
    lines.set(rateKey, line);
    line.waiting += 1;
    const turn = line.last.then(async () => {
      for (;;) {
        const { allowed, resetMs } = await limits.take(budget, rateKey);
        if (allowed) return;
        if (now() + resetMs > endsMs) throw stampFault("out_of_turn", undefined, { retryAfterMs: resetMs });
        await sleep(resetMs, signal);
      }
    });
    line.last = turn.catch(() => {});
    try {
      await turn;
    } finally {
      line.waiting -= 1;
      if (line.waiting === 0) lines.delete(rateKey);
    }
  };
}
