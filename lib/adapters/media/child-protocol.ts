import type { Examination, Inspection, ManifestDefinition, Validation } from "../../ports/media.ts";
import type { SigningAlgorithm } from "../../ports/signer.ts";

/** What the parent asks of a media process, as JSON. Everything in it is public: no key, no credential, no store. A token is in Base64. */
export type ChildTask =
  | { kind: "inspect"; path: string; nameMime: string | null; thumbnail: boolean }
  /** Without an order the process inspects first, tells what it saw, and is told what to sign, if anything. */
  | { kind: "sign"; path: string; nameMime: string | null; order: ChildOrder | null; outputPath: string }
  | {
      kind: "validate";
      path: string;
      mime: string;
      manifestPath: string | null;
      anchorsPem: string;
      pinnedLeafPem: string | null;
      storeOutputPath: string | null;
    }
  | {
      kind: "examine";
      path: string;
      nameMime: string | null;
      manifestPath: string | null;
      anchorsPem: string;
      sidePxMax: number;
      storeOutputPath: string | null;
    }
  | { kind: "restamp"; path: string; mime: string; label: string; token: string | null; outputPath: string }
  | { kind: "transform"; path: string; how: "resize" | "re-encode" | "strip"; outputPath: string }
  | { kind: "parquet-rows"; path: string; columns: readonly string[]; from: number; outputPath: string };

/** A `SignOrder` without what signs. */
export interface ChildOrder {
  mime: string;
  mode: "remote" | "embed";
  update: boolean;
  definition: ManifestDefinition;
  algorithm: SigningAlgorithm;
  chainPem: string;
  stampRoomBytes: number;
  contentSha256: string | null;
  /** Whether the signature may be answered together with a time-stamp's token. */
  stamped: boolean;
}

/** `refused` is the SDK's own no to these bytes, `unbindable` ours to this mode for them; what a child throws otherwise is a mistake of ours. */
export type ChildAnswer =
  | { kind: "inspected"; inspection: Inspection }
  | { kind: "signed"; outputSizeBytes: number }
  | { kind: "validated"; validation: Validation }
  | { kind: "examined"; examination: Examination }
  | { kind: "restamped" }
  | { kind: "transformed" }
  | { kind: "rows"; rows: number; more: boolean }
  | { kind: "unbindable"; why: string }
  | { kind: "refused"; message: string };

/** Child to parent, in the middle of a `sign` task: what was seen, or, as the frame's bytes, the COSE Sig_structure to be signed. */
export type ChildRequest = { c2c: "seen"; inspection: Inspection } | { c2c: "to-be-signed" };

/** Parent to child; a signature is the frame's bytes, a token in Base64. A refusal tells the child nothing of the reason. */
export type ParentAnswer =
  | { c2c: "order"; order: ChildOrder | null }
  | { c2c: "signature"; token: string | null }
  | { c2c: "no-signature" };

/** The messages of ours among whatever else comes over a child's channel: a hijacked child may send anything. */
export function isChildRequest(message: unknown): message is ChildRequest {
  if (typeof message !== "object" || message === null || !("c2c" in message)) return false;
  if (message.c2c === "to-be-signed") return true;
  return message.c2c === "seen" && "inspection" in message && typeof message.inspection === "object";
}
