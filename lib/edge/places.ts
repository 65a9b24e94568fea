import { Fault, type FaultDetails } from "../kernel/fault.ts";

export interface Places {
  /** Takes a place; what it gives back frees it, once however often it is called. Throws Fault `limit` where all are taken. */
  take(details?: FaultDetails): () => void;
}

/** How much of something may be in hand at once in this process. Nobody waits in line: a full house says when to come again. */
export function makePlaces(most: number, what: string): Places {
  let taken = 0;
  return {
    take(details) {
      if (taken >= most)
        throw new Fault("limit", `Too many ${what} are in hand just now. Try again in 2 s.`, {
          retryAfterMs: 2_000,
          details,
        });
      taken++;
      let held = true;
      return () => {
        if (held) taken--;
        held = false;
      };
    },
  };
}
