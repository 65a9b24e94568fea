import type { Id } from "../kernel/ids.ts";
import type { PlanSettings } from "../plan/schema.ts";
import type { MediaEngine } from "../ports/media.ts";
import type { Scratch } from "../ports/scratch.ts";
import type { Signer } from "../ports/signer.ts";
import type { Store } from "../ports/store.ts";
import type { WireCounts } from "./schema.ts";

/** All that signing one asset after another needs, opened once per pump. */
export interface SigningKit {
  tenantId: Id<"tenant">;
  runId: Id<"run">;
  planId: Id<"plan">;
  planHash: string;
  approvalId: Id<"approval">;
  bucketId: Id<"bucket">;
  settings: PlanSettings;
  store: Store;
  signer: Signer;
  media: MediaEngine;
  scratch: Scratch;
  /** Counted up by the store's and the engine's every call; taken (and zeroed) by each settling transaction. */
  wire: WireCounts;
}

/** One object as it was read. */
export interface AssetInHand {
  bytes: Uint8Array;
  etag: string;
  /** A scratch folder of this asset's own. */
  folder: string;
}

/** Adds the milliseconds of a media process to what the ledger's actuals count: a job's `spent`. */
export function spentOn(kit: SigningKit): (ms: number) => void {
  return (ms) => {
    kit.wire.mediaMs += Math.round(ms);
  };
}
