import { sha256Hex } from "../kernel/bytes.ts";
import { canonicalBytes } from "../kernel/canonical-json.ts";
import type { PlanSettings } from "../plan/schema.ts";
import type { ManifestDefinition } from "../ports/media.ts";

/** Counted up when what a manifest says changes: another template is another intent. */
const templateVersion = 1;

const generator = { name: "C2 Concierge", version: "0.1.0" };

/**
 * What is meant to be signed, and its hash: SHA-256 over the canonical JSON (RFC 8785) of content, resolved definition,
 * mode, parent policy, signing key and template. One intent has one manifest, whoever signs it and how often it is
 * tried; the label and the instance id come from the hash, so that a stored manifest tells which intent it is.
 */
export function intentOf(given: {
  contentSha256: string;
  mime: string;
  settings: Pick<PlanSettings, "mode" | "preserveEmbed">;
  signerKeyId: string;
}): { intentSha256: string; definition: ManifestDefinition } {
  const { contentSha256, mime, settings, signerKeyId } = given;
  // Nothing is altered since the ingredient: only the manifest is added. The SDK adds c2pa.opened and the parent to this.
  const assertions = [{ label: "c2pa.actions.v2", data: { actions: [], allActionsIncluded: true } }];
  const resolved = { claim_version: 2 as const, format: mime, claim_generator_info: [generator], assertions };
  const intentSha256 = sha256Hex(
    canonicalBytes({
      content_sha256: contentSha256,
      definition: resolved,
      mode: settings.mode,
      parent_policy: settings.preserveEmbed,
      signer_key_id: signerKeyId,
      template_version: templateVersion,
    }),
  );
  const label = uuidOf(sha256Hex(`manifest label ${intentSha256}`));
  const instance = uuidOf(sha256Hex(`instance id ${intentSha256}`));
  return { intentSha256, definition: { ...resolved, label: `urn:c2pa:${label}`, instance_id: `xmp:iid:${instance}` } };
}

/** The first 128 bits of a hash in the form of a version 4 UUID, which is what C2PA labels have. */
function uuidOf(hash: string): string {
  const variant = ((Number.parseInt(hash.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-${variant}${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
}
