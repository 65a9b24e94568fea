import type { Id } from "../../../lib/kernel/ids.ts";
import type { Wiring } from "../../../lib/wire.ts";
import type { TestDatabase } from "../../support/database.ts";
import type { TestTenant } from "../../support/wiring.ts";

/** What the sections of `npm run bench -- scale` have in common. They run one after another, over one database. */
export interface ScaleStage {
  rows: number;
  db: TestDatabase;
  wiring: Wiring;
  tenant: TestTenant;
  /** An inventory of `rows` objects; made by the first section. */
  inventoryId: Id<"inventory">;
  bucketId: Id<"bucket">;
}

/** One part of the benchmark: does its work at the stage's scale, and gives its figures, a line each. */
export type ScaleSection = (stage: ScaleStage) => Promise<string[]>;

export const perSecond = (count: number, ms: number) => Math.round(count / (ms / 1000)).toLocaleString("en");
export const seconds = (ms: number) => `${(ms / 1000).toFixed(1)} s`;
export const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
