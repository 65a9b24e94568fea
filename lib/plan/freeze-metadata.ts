import { countText, thingsText } from "../kernel/count-text.ts";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { isMissing, sumFaults } from "../metadata/find-faults.ts";
import { requireFieldSet } from "../metadata/require-field-set.ts";
import type { MetadataSettings } from "../metadata/schema.ts";
import { columnsOf } from "../metadata/template.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { coverageOf } from "./coverage-of.ts";
import type { PlanSettings } from "./schema.ts";

/**
 * The settings bound to the very values that they name, after every object that a run would sign was found to have what
 * the template needs: here, and not at object 700,000. Throws Fault `not_found` and `precondition` for a field set that is not there or not whole,
 * `invalid` for a template that names columns which the set has not, and for findings, which are told in `details.findings`.
 */
export async function freezeMetadata(
  ctx: TenantCtx,
  inventoryId: Id<"inventory">,
  settings: PlanSettings,
): Promise<PlanSettings> {
  const { metadata } = settings;
  if (metadata === null) return settings;
  const fieldsSha256 = await bindFields(ctx, metadata);
  const bound: PlanSettings = { ...settings, metadata: { ...metadata, fieldsSha256 } };
  const found = await sumFaults(ctx, coverageOf(inventoryId, bound));
  const unresolved = metadata.missing === "skip" ? found.filter((finding) => !isMissing([finding])) : found;
  const [first] = unresolved;
  if (!first) return bound;
  const more =
    unresolved.length > 1
      ? ` ${unresolved.length === 2 ? "There is 1 more finding" : `There are ${countText(unresolved.length - 1)} more findings`}.`
      : "";
  throw new Fault(
    "invalid",
    `The metadata cannot be stated for ${thingsText(first.objects, "object")}, ${JSON.stringify(first.firstKeys[0])}${first.objects === 1 ? "" : " among them"}. ${first.sentence}${more}`,
    { details: { what: "metadata_findings", findings: unresolved.slice(0, 50) } },
  );
}

/** The SHA-256 that the plan is bound to; null where the template has no placeholders and names no field set. */
export async function bindFields(ctx: TenantCtx, { template, fieldSetId, fieldsSha256 }: MetadataSettings) {
  const wanted = columnsOf(template);
  if (fieldSetId === null) return null;
  const set = await ctx.read((tx) => requireFieldSet(tx, ctx.tenantId, fieldSetId));
  if (set.state !== "ready" || set.sha256 === null)
    throw new Fault("precondition", "The field set is not whole: its file was never read to its end. Send it again.");
  if (fieldsSha256 !== null && fieldsSha256 !== set.sha256)
    throw new Fault("precondition", "The field set is not the one that was meant: the hash of its file differs.");
  const unknown = wanted.filter((column) => !set.columns.includes(column));
  if (unknown.length > 0)
    throw new Fault(
      "invalid",
      `The template names the column ${unknown[0]}, which the field set ${JSON.stringify(set.name)} has not. It has ${set.columns.join(", ")}.`,
      { details: { fields: unknown.map((column) => ({ path: "metadata.template", message: `no column ${column}` })) } },
    );
  return set.sha256;
}
