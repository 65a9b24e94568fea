import type { StatedAssertion } from "../metadata/resolve-template.ts";
import type { ManifestDefinition, ParentStatement } from "../ports/media.ts";

/** A definition before it has a name: label and instance id are made from the intent, and so cannot be part of it. */
export type NamelessDefinition = Omit<ManifestDefinition, "label" | "instance_id">;

/** Raised with every change to what manifests say, so that a new template is a new intent. */
export const templateVersion = 1;

export const claimGenerator = { name: "C2 Concierge", version: "0.1.0" } as const;

/**
 * What is claimed of an asset whose origin is not known: that it was opened as found (the SDK adds `c2pa.opened` with the one
 * `parentOf` ingredient) and that nothing else was done to it. No title unless somebody gave one, no digital source type. What the
 * tenant states of it is gathered (C2PA 2.2, 10.3.2): the service did not see it happen, and does not attest to it.
 */
export function manifestDefinition(facts: {
  mime: string;
  title?: string;
  stated?: readonly StatedAssertion[];
  parent?: ParentStatement;
}): NamelessDefinition {
  return {
    claim_version: 2,
    ...(facts.title === undefined ? {} : { title: facts.title }),
    format: facts.mime,
    claim_generator_info: [{ ...claimGenerator }],
    // C2PA 2.2, 18.15: true, because neither mode alters the content of what was opened.
    assertions: [
      { label: "c2pa.actions.v2", data: { actions: [], allActionsIncluded: true }, created: true },
      ...(facts.stated ?? []),
    ],
    ...(facts.parent ? { parent: facts.parent } : {}),
  };
}

/** Names a definition after its intent: UUIDs of version 4's shape (RFC 9562), since the SDK refuses labels of other shapes. */
export function nameDefinition(definition: NamelessDefinition, intentSha256: string): ManifestDefinition {
  return {
    ...definition,
    label: `urn:c2pa:${uuidOf(intentSha256.slice(0, 32))}`,
    instance_id: `xmp:iid:${uuidOf(intentSha256.slice(32, 64))}`,
  };
}

function uuidOf(digits: string): string {
  const variant = ((Number.parseInt(digits.charAt(16), 16) & 0x3) | 0x8).toString(16);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `${variant}${digits.slice(17, 20)}`,
    digits.slice(20, 32),
  ].join("-");
}
