import { sha256Hex } from "../kernel/bytes.ts";
import { canonicalBytes } from "../kernel/canonical-json.ts";
import type { ParentPolicy, WritingMode } from "../kernel/writing-modes.ts";
import type { NamelessDefinition } from "../plan/manifest-definition.ts";

export interface IntentFacts {
  contentSha256: string;
  definition: NamelessDefinition;
  mode: WritingMode;
  parentPolicy: ParentPolicy;
  signerKeyId: string;
  templateVersion: number;
  /** Left free for a time-stamp: a manifest without that room is another, into which none can be put later. */
  stampRoomBytes: number;
}

/**
 * SHA-256, in hexadecimal, of the RFC 8785 canonical JSON of all that decides what a signature will say. The same intent is the same
 * stored manifest, whichever process or attempt gets there first.
 */
export function intentHash(facts: IntentFacts): string {
  return sha256Hex(
    canonicalBytes({
      content_sha256: facts.contentSha256,
      definition_sha256: sha256Hex(canonicalBytes(facts.definition)),
      mode: facts.mode,
      parent_policy: facts.parentPolicy,
      signer_key_id: facts.signerKeyId,
      template_version: facts.templateVersion,
      ...(facts.stampRoomBytes > 0 ? { stamp_room_bytes: facts.stampRoomBytes } : {}),
    }),
  );
}
