import { asFault, type Fault } from "../kernel/fault.ts";
import type { FailReason, Outcome } from "../kernel/outcome.ts";
import { isTooLong } from "../kernel/too-long.ts";

/** A Fault thrown while one asset was worked on, as that asset's outcome. `stage` tells which permission was missing. */
export function outcomeOfFault(thrown: unknown, stage: "reading" | "writing"): Outcome {
  const fault = asFault(thrown);
  const failed = (why: FailReason, retriable: boolean): Outcome => ({
    kind: "failed",
    why,
    detail: fault.message,
    retriable,
  });
  // Tried again: where a person has to act first, the run is paused before then, and no asset is lost to it.
  if (fault.details?.what === "identity" || fault.details?.what === "key_service") return failed("sign_refused", true);
  if (fault.details?.what === "unbindable") return failed("parent_unbound", false);
  // Longer than the inventory saw it, or than anything that is written here.
  if (isTooLong(fault)) return failed(stage === "reading" ? "object_changed" : "stored_differs", false);
  switch (fault.code) {
    case "forbidden":
      return failed(stage === "reading" ? "read_denied" : "write_denied", false);
    case "upstream":
      return fault.details?.what === "slow_down" ? slowDown(fault) : failed("store_unavailable", true);
    case "limit":
      return failed(fault.details?.what === "deadline" ? "deadline" : "worker_killed", true);
    case "precondition":
      // While reading it is the store's, of an archived object; afterwards the signer's.
      return failed(stage === "reading" ? "read_denied" : "sign_refused", false);
    case "not_found":
      return failed("object_gone", false);
    case "corrupt":
      return failed("undecodable", false);
    case "invalid":
      return failed(stage === "reading" ? "undecodable" : "no_conditional_put", false);
    case "conflict":
    case "unauthenticated":
    case "internal":
      return failed("internal", true);
  }
}

function slowDown({ message, retryAfterMs }: Fault): Outcome {
  const wait = retryAfterMs === undefined ? {} : { retryAfterMs };
  return { kind: "failed", why: "store_slow_down", detail: message, retriable: true, ...wait };
}
