import type { StampProblem } from "./stamp-problems.ts";
import type { StampProfileName } from "./stamp-profiles.ts";
import type { WritingMode } from "./writing-modes.ts";

/**
 * What became of one asset. Returned, never thrown: one bad asset in a million is no error of the run.
 * A `failed` outcome that is `retriable` goes back to the ledger until its attempts are used up.
 */
export type Outcome =
  | { kind: "signed"; facts: SignedFacts }
  | { kind: "skipped"; why: SkipReason; detail: string }
  | {
      kind: "failed";
      why: FailReason;
      detail: string;
      retriable: boolean;
      /** Not to be tried before, where the store said so. */
      retryAfterMs?: number;
    };

/** What was observed of a signed asset after it was read back. Plain data: it goes into the receipt as it is. */
export type SignedFacts = {
  mode: WritingMode;
  contentSha256: string;
  intentSha256: string;
  /** Where the manifest store (`remote`) or the signed copy (`embed`) was put. */
  storedKey: string;
  storedSha256: string;
  storedSizeBytes: number;
  manifestLabel: string;
  signerKeyId: string;
  /** The state the SDK reported on read-back against the signer's own pinned anchor. */
  validationState: "Trusted";
  validationCodes: string[];
  /** Whether the asset carried a manifest store when found: kept as the parent ingredient, or updated. */
  parentManifest: "none" | "kept" | "updated";
  /** True where an earlier attempt, or the winner of a race, had stored the manifest and it was adopted. */
  adopted: boolean;
  timeStamp: TimeStampFacts;
  /** What was done about the same-path sidecar; null where the plan wants none. */
  sidecar: SidecarFact | null;
};

/**
 * `written` by this run; `found`: the same bytes were there; `taken`: something else is there and was left alone; `shared`: it
 * would have been another object's too, and none was put.
 */
export type SidecarFact = { key: string; state: "written" | "found" | "taken" | "shared" };

/** `none` where the plan asked for none; a `debt` is to be paid while the signing certificate is in date. */
export type TimeStampFacts =
  | { kind: "none" }
  | { kind: "stamped"; profile: StampProfileName; time: string; tsa: string; serial: string; tokenSha256: string }
  | { kind: "debt"; profile: StampProfileName; why: StampProblem };

/** Reasons that are a policy's answer to the asset: nothing to retry. Each has one sentence in `reasons.ts`. */
export const skipReasons = [
  "already_signed",
  "empty_object",
  "placeholder",
  "type_mismatch",
  "unsupported_format",
  "too_large",
  "too_many_pixels",
  "several_manifest_stores",
  "metadata_missing",
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** Reasons that a person may want to act on. Each has one sentence in `reasons.ts`. */
export const failReasons = [
  "object_gone",
  "object_changed",
  "truncated",
  "undecodable",
  "archived",
  "read_denied",
  "write_denied",
  "no_conditional_put",
  "stored_key_too_long",
  "metadata_unfit",
  "store_unavailable",
  "store_slow_down",
  "stored_differs",
  "parent_unbound",
  "sign_refused",
  "replacing_stopped",
  "readback_missing",
  "readback_invalid",
  "deadline",
  "worker_killed",
  "internal",
] as const;
export type FailReason = (typeof failReasons)[number];
