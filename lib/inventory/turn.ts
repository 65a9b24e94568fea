import type { Id } from "../kernel/ids.ts";

/** An inventory that is being collected, as a collector took it up. */
export interface Collecting {
  id: Id<"inventory">;
  /** What nobody else may have counted up when this collector saves. */
  checkpoint: number;
  prefixes: string[];
}

/** What bounds one turn of collecting. */
export interface Turn {
  /** How many objects are stored at once. */
  batchObjects: number;
  /** How many listers are at work at once, at most. */
  workers: number;
  /** Whether there is time left and nobody has ended the inventory. */
  mayGoOn: () => Promise<boolean>;
  /** How many requests were made since it was last asked. */
  takeRequests: () => number;
}
