import type { StatedAssertion } from "../metadata/resolve-template.ts";
import { originStatement } from "../plan/declared-origin.ts";
import { manifestDefinition, nameDefinition, templateVersion } from "../plan/manifest-definition.ts";
import type { PlanSettings } from "../plan/schema.ts";
import type { ManifestDefinition } from "../ports/media.ts";
import { intentHash } from "./intent-hash.ts";

/** What a plan means for one content: the name of its intent, and the definition to sign. Pure: the same facts, the same bytes. */
export function intentOf(facts: {
  contentSha256: string;
  mime: string;
  title?: string;
  /** What the tenant states of this very object: another text is another intent. */
  stated?: readonly StatedAssertion[];
  settings: Pick<PlanSettings, "mode" | "preserveEmbed"> & Partial<Pick<PlanSettings, "declaredOrigin">>;
  signerKeyId: string;
  /** See `SignOrder`. */
  stampRoomBytes?: number;
}): { intentSha256: string; definition: ManifestDefinition } {
  const { contentSha256, mime, title, stated, settings, signerKeyId, stampRoomBytes = 0 } = facts;
  const origin = settings.declaredOrigin ?? null;
  const definition = manifestDefinition({
    mime,
    ...(title === undefined ? {} : { title }),
    ...(stated ? { stated } : {}),
    ...(origin ? { parent: originStatement(origin) } : {}),
  });
  const intentSha256 = intentHash({
    contentSha256,
    definition,
    mode: settings.mode,
    parentPolicy: settings.preserveEmbed,
    signerKeyId,
    templateVersion,
    stampRoomBytes,
  });
  return { intentSha256, definition: nameDefinition(definition, intentSha256) };
}
