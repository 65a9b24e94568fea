import type { Fault } from "../kernel/fault.ts";
import type { StampLoss } from "../kernel/stamp-losses.ts";
import { type StampProblem, stampProblems } from "../kernel/stamp-problems.ts";
import type { StampProfileName } from "../kernel/stamp-profiles.ts";
import type { Validation } from "../ports/media.ts";
import type { Stamp } from "../ports/stamper.ts";
import type { Store } from "../ports/store.ts";
import type { SignedBody } from "../receipt/schema.ts";
import type { Purse } from "./open-purse.ts";
import type { DebtRow } from "./rows.ts";

/** What is the case of a stamped manifest that was read back: the part of its receipt that is not its debt's. */
export type Paid = Pick<SignedBody, "stored" | "sidecar" | "adopted" | "validation" | "time_stamp">;

export type Payment =
  | { kind: "paid"; paid: Paid }
  | Lost
  | { kind: "later"; why: StampProblem | "store_unavailable" | "internal"; detail: string; retryAfterMs: number };
export type Lost = { kind: "lost"; why: StampLoss; detail: string };

/** What it takes to pay one debt. */
export interface Paying {
  purse: Purse;
  /** Where what owes the stamp is stored. */
  store: Store;
  debt: DebtRow;
  body: SignedBody;
  /** A scratch folder of this debt's own. */
  folder: string;
  /** Of the signing identity. */
  anchorPem: string;
  signal: AbortSignal;
}

export function lost(why: StampLoss, detail: string): Lost {
  return { kind: "lost", why, detail };
}

/** The success codes of a manifest that is Trusted, the debt's own, and whose stamp holds; else why it does not count. */
export function judgeStamped(validation: Validation, label: string): { codes: string[] } | Lost {
  const codes = validation.codes.filter(({ kind }) => kind === "success").map(({ code }) => code);
  const ours = validation.activeManifest?.label === label && codes.includes("timeStamp.validated");
  if (validation.state === "Trusted" && ours) return { codes: [...new Set(codes)].sort() };
  return lost("readback_invalid", `${validation.state}: ${validation.codes.map(({ code }) => code).join(", ")}`);
}

export function stampedBy(profile: StampProfileName, stamp: Stamp): Paid["time_stamp"] {
  const { time, tsa, serial, tokenSha256 } = stamp;
  return { kind: "stamped", profile, time: time.toISOString(), tsa, serial, token_sha256: tokenSha256 };
}

/** What a later try may mend, and what to say of it. */
export function paymentOfFault(fault: Fault): Payment {
  const what = stampProblems.find((code) => code === fault.details?.what);
  if (what) return { kind: "later", why: what, detail: fault.message, retryAfterMs: fault.retryAfterMs ?? 0 };
  const ofStore = ["upstream", "forbidden", "precondition", "not_found"].includes(fault.code);
  const why = ofStore ? "store_unavailable" : "internal";
  return { kind: "later", why, detail: fault.message, retryAfterMs: fault.retryAfterMs ?? 0 };
}
