/**
 * Hints that there is work. Postgres rows are the truth: a lost event loses time, and the sweep finds what it was for.
 * The same `id` sent twice is one event.
 */
export interface Jobs {
  send(events: JobEvent[]): Promise<void>;
}

export type JobEvent =
  | { name: "inventory/requested"; id: string; data: { tenantId: string; inventoryId: string } }
  | { name: "sample/requested"; id: string; data: { tenantId: string; sampleId: string } }
  | { name: "stamps/due"; id: string; data: { tenantId: string; round: string; part: number } }
  | { name: "trust-lists/due"; id: string; data: { tenantId: string } }
  | { name: "run/started"; id: string; data: { tenantId: string; runId: string; epoch: number } }
  | {
      name: "run/slice";
      id: string;
      data: { tenantId: string; runId: string; slice: number; epoch: number; part: number };
    }
  | { name: "run/cancelled"; id: string; data: { tenantId: string; runId: string } };
