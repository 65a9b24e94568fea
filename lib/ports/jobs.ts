/** One slice of a run to be looked after. */
export interface SliceHint {
  tenantId: string;
  runId: string;
  slice: number;
  epoch: number;
  /** Counts the functions that looked after it one after the other. */
  part: number;
  /** Its function hints at the next slice so many further on: so many are under way or waiting, and no more. */
  stride: number;
  /** Whether it did that already. */
  passedOn: boolean;
  /** Seconds by which it is served ahead of its workspace's others: `lib/run/priority.ts`. */
  prioritySeconds: number;
}

/**
 * Hints that there is work. Postgres rows are the truth: a lost event loses time, and the sweep finds what it was for.
 * The same `id` sent twice is one event.
 */
export interface Jobs {
  send(events: JobEvent[]): Promise<void>;
}

export type JobEvent =
  | { name: "inventory/requested"; id: string; data: { tenantId: string; inventoryId: string; part?: number } }
  | { name: "sample/requested"; id: string; data: { tenantId: string; sampleId: string; part?: number } }
  | { name: "stamps/due"; id: string; data: { tenantId: string; round: string; part: number } }
  | { name: "trust-lists/due"; id: string; data: { tenantId: string } }
  | { name: "run/started"; id: string; data: { tenantId: string; runId: string; epoch: number; part: number } }
  | { name: "run/slice"; id: string; data: SliceHint }
  | { name: "run/cancelled"; id: string; data: { tenantId: string; runId: string } };
