import type { Fault } from "../../kernel/fault.ts";
import { stampFault } from "./stamp-fault.ts";

const failuresMax = 5;
const pauseMs = 3 * 60_000;

interface Failing {
  what: "unavailable" | "timed_out";
  inARow: number;
  untilMs: number;
}

/**
 * Remembers which authorities do not answer, as far as this process sees: a run over a million objects must not wait for
 * each of them until one that hangs has timed out.
 */
export function makeDowntime(nowMs: () => number) {
  const failing = new Map<string, Failing>();
  return {
    /** Throws where the authority failed several times in a row a moment ago. After the pause one caller may try it, the others wait on. */
    refuse(name: string): void {
      const seen = failing.get(name);
      if (!seen || seen.inARow < failuresMax) return;
      const leftMs = seen.untilMs - nowMs();
      if (leftMs > 0) throw stampFault(seen.what, undefined, { retryAfterMs: leftMs });
      seen.untilMs = nowMs() + pauseMs;
    },
    /** Told how each stamp ended; null where it came. Any other answer is a sign of life too. */
    tell(name: string, fault: Fault | null): void {
      const what = fault?.details?.what;
      if (what !== "unavailable" && what !== "timed_out") return void failing.delete(name);
      const inARow = (failing.get(name)?.inARow ?? 0) + 1;
      failing.set(name, { what, inARow, untilMs: nowMs() + pauseMs });
    },
  };
}
