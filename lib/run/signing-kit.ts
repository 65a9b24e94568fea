import type { Id } from "../kernel/ids.ts";
import { patienceMs } from "../kernel/patience.ts";
import type { PlanSettings } from "../plan/schema.ts";
import type { Writing } from "../plan/writing-of.ts";
import type { MediaEngine } from "../ports/media.ts";
import type { ObjectsAtOnce } from "../ports/ports.ts";
import type { Scratch } from "../ports/scratch.ts";
import type { Signer } from "../ports/signer.ts";
import type { Carried, Store } from "../ports/store.ts";
import type { Meant } from "./adopt-replaced.ts";
import type { WireCounts } from "./schema.ts";
import { closeStamping, type Stamping } from "./stamping.ts";

/** All that signing one asset after another needs, opened once per pump. */
export interface SigningKit {
  tenantId: Id<"tenant">;
  runId: Id<"run">;
  planId: Id<"plan">;
  planHash: string;
  approvalId: Id<"approval">;
  bucketId: Id<"bucket">;
  settings: PlanSettings;
  /** What the run may have at work at once: the plan's numbers, or less where whoever runs it said so. */
  atOnce: ObjectsAtOnce;
  /** Set while one object is in hand: aborted when that had all the time it may have. */
  until?: AbortSignal;
  /** The settings' own answer to where and how. */
  writing: Writing;
  store: Store;
  /** Where the run writes: the same store, or another bucket's. */
  target: Store;
  signer: Signer;
  /** Whether the signer's chain was followed to its anchor by a validation of this pump: see `read-back.ts`. */
  chain: { followed: boolean };
  media: MediaEngine;
  scratch: Scratch;
  /** Writes down what is meant for a row, where the put will leave nothing else to tell it by. */
  note(seq: number, meant: Meant): Promise<void>;
  /** Counted up by the store's and the engine's every call; taken (and zeroed) by each settling transaction. */
  wire: WireCounts;
  /** What settling transactions took whose answer never came, by their turns: some of it may be written down. */
  unsure: { turn: number; wire: WireCounts }[];
  /** How many settling transactions were begun. */
  turns: number;
  /** Null where the plan asks for no time-stamps. */
  stamping: Stamping | null;
}

export async function closeKit({ store, target, stamping }: SigningKit): Promise<void> {
  await closeStamping(stamping);
  await store.close();
  if (target !== store) await target.close();
}

/** One object as it was read, in a file. */
export interface AssetInHand {
  path: string;
  sizeBytes: number;
  contentSha256: string;
  etag: string;
  /** What it has besides its bytes: for the version that takes its place. */
  carried: Carried | undefined;
  /** A scratch folder of this asset's own. */
  folder: string;
}

/**
 * How long one request to the store may take that moves so many bytes: a megabyte a second on top of the plan's limit, and
 * no longer than what its object has left.
 */
export function patience(kit: SigningKit, sizeBytes = 0): AbortSignal {
  const patient = AbortSignal.timeout(patienceMs(kit.settings.timeoutMs, sizeBytes));
  return kit.until ? AbortSignal.any([kit.until, patient]) : patient;
}

/** An object is moved at most so often: read, written, read back, and once more where another's work is adopted. */
const timesMoved = 4;

/** How long one object may take as a whole: the plan's deadline, and what moving its bytes takes beside. */
export function deadlineMs({ deadlineMs: plannedMs }: Pick<PlanSettings, "deadlineMs">, sizeBytes: number): number {
  return patienceMs(plannedMs, timesMoved * sizeBytes);
}

/** Adds the milliseconds of a media process to what the ledger's actuals count: a job's `spent`. */
export function spentOn(kit: SigningKit): (ms: number) => void {
  return (ms) => {
    kit.wire.mediaMs += ms;
  };
}
