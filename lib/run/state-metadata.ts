import type { Outcome } from "../kernel/outcome.ts";
import { faultSentence } from "../metadata/fault-sentence.ts";
import { isMissing } from "../metadata/find-faults.ts";
import { resolveTemplate, type StatedAssertion } from "../metadata/resolve-template.ts";
import type { MetadataSettings } from "../metadata/schema.ts";

/**
 * What the plan states of one object, or why it is not signed. The plan was made after all objects were looked at with
 * the same function: a failure here means that somebody changed the values behind it.
 */
export function stateMetadata(
  metadata: MetadataSettings | null,
  fields: ReadonlyMap<string, string> | null,
): { kind: "stated"; assertions: StatedAssertion[] } | Outcome {
  if (metadata === null) return { kind: "stated", assertions: [] };
  const resolved = resolveTemplate(metadata.template, fields);
  if (resolved.kind === "resolved") return { kind: "stated", assertions: resolved.assertions };
  const detail = resolved.faults.map(faultSentence).join(" ");
  if (metadata.missing === "skip" && isMissing(resolved.faults))
    return { kind: "skipped", why: "metadata_missing", detail };
  return { kind: "failed", why: "metadata_unfit", detail, retriable: false };
}
