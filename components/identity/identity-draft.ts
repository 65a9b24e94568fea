import type { z } from "zod";
import type { identityCandidate } from "@/lib/signer-identity/schema.ts";

export type Candidate = z.input<typeof identityCandidate>;

/** What is typed of an identity that exists already somewhere else. */
export interface IdentityDraft {
  kind: "uploaded" | "kms";
  name: string;
  chainPem: string;
  anchorPem: string;
  privateKeyPem: string;
  key: string;
  region: string;
  endpoint: string;
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken: string;
  makeDefault: boolean;
}

export function emptyDraft(kind: IdentityDraft["kind"]): IdentityDraft {
  return {
    kind,
    name: "",
    chainPem: "",
    anchorPem: "",
    privateKeyPem: "",
    key: "",
    region: "",
    endpoint: "",
    accessKeyId: "",
    secretAccessKey: "",
    sessionToken: "",
    makeDefault: false,
  };
}

/** As the verbs take it. What was left empty is left out. */
export function candidateOf(draft: IdentityDraft): Candidate {
  const chain = { chainPem: draft.chainPem, anchorPem: draft.anchorPem.trim() === "" ? null : draft.anchorPem };
  if (draft.kind === "uploaded") return { kind: "uploaded", ...chain, privateKeyPem: draft.privateKeyPem };
  const { accessKeyId, secretAccessKey, sessionToken } = draft;
  const credentials =
    accessKeyId.trim() === ""
      ? null
      : { accessKeyId: accessKeyId.trim(), secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  const endpoint = draft.endpoint.trim() === "" ? null : draft.endpoint.trim();
  return { kind: "kms", ...chain, key: draft.key.trim(), region: draft.region.trim(), endpoint, credentials };
}
