import { Fault } from "../../lib/kernel/fault.ts";
import type { Store } from "../../lib/ports/store.ts";

/** Refuses the first `times` reads of assets, each of which went over the wire. */
export function refusingReads(store: Store, times: number): Store {
  return {
    ...store,
    async get(key, options) {
      if (times-- <= 0) return store.get(key, options);
      await store.get(key, options);
      throw new Fault("upstream", "The store could not answer just now (SlowDown). Try again.");
    },
  };
}
