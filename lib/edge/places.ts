import { Fault, type FaultDetails } from "../kernel/fault.ts";

export interface Places {
  /**
   * Takes a place for a caller; what it gives back frees it, once however often it is called. Throws Fault `limit` where all
   * are taken, or this caller has as many as one may have.
   */
  take(who: string, details?: FaultDetails): () => void;
}

/**
 * How much of something may be in hand at once in this process, and how much of it for one caller, so that nobody who is
 * slow on purpose keeps out the others. Nobody waits in line: a full house says when to come again.
 */
export function makePlaces({ most, each }: { most: number; each: number }, what: string): Places {
  const taken = new Map<string, number>();
  let all = 0;
  const change = (who: string, by: 1 | -1) => {
    const now = (taken.get(who) ?? 0) + by;
    if (now === 0) taken.delete(who);
    else taken.set(who, now);
    all += by;
  };
  return {
    take(who, details) {
      if (all >= most || (taken.get(who) ?? 0) >= each)
        throw new Fault("limit", `Too many ${what} are in hand just now. Try again in 2 s.`, {
          retryAfterMs: 2_000,
          details,
        });
      change(who, 1);
      let held = true;
      return () => {
        if (held) change(who, -1);
        held = false;
      };
    },
  };
}
