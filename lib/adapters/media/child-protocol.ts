import type { Examination, Inspection, ManifestDefinition, Validation } from "../../ports/media.ts";
import type { SigningAlgorithm } from "../../ports/signer.ts";

/** What the parent asks of a media process. Everything in it is public: no key, no credential, no store. */
export type ChildTask =
  | { kind: "inspect"; path: string; nameMime: string | null; thumbnail: boolean }
  | {
      kind: "sign";
      path: string;
      sizeBytes: number;
      mime: string;
      mode: "remote" | "embed";
      definition: ManifestDefinition;
      algorithm: SigningAlgorithm;
      chainPem: string;
      outputPath: string;
    }
  | { kind: "validate"; path: string; mime: string; manifestPath: string | null; anchorsPem: string }
  | {
      kind: "examine";
      path: string;
      nameMime: string | null;
      manifestPath: string | null;
      anchorsPem: string;
      sidePxMax: number;
    };

/** `refused` is the SDK's own no to these bytes, `unbindable` ours to this mode for them; what a child throws otherwise is a mistake of ours. */
export type ChildAnswer =
  | { kind: "inspected"; inspection: Inspection }
  | { kind: "signed"; outputSizeBytes: number }
  | { kind: "validated"; validation: Validation }
  | { kind: "examined"; examination: Examination }
  | { kind: "unbindable"; why: string }
  | { kind: "refused"; message: string };

/** Child to parent, in the middle of a `sign` task: the COSE Sig_structure to be signed. */
export type SignatureRequest = { c2c: "to-be-signed"; bytes: Uint8Array };
/** Parent to child. A refusal tells the child nothing of the reason. */
export type SignatureAnswer = { c2c: "signature"; bytes: Uint8Array } | { c2c: "no-signature" };

/** The messages of ours among whatever else comes over a child's channel: a hijacked child may send anything. */
export function isSignatureRequest(message: unknown): message is SignatureRequest {
  return (
    typeof message === "object" &&
    message !== null &&
    "c2c" in message &&
    message.c2c === "to-be-signed" &&
    "bytes" in message &&
    message.bytes instanceof Uint8Array
  );
}
