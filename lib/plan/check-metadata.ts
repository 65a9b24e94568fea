import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { isMissing, sumFaults } from "../metadata/find-faults.ts";
import { metadataFinding } from "../metadata/schema.ts";
import { verb } from "../ports/ctx.ts";
import { coverageOf } from "./coverage-of.ts";
import { bindFields } from "./freeze-metadata.ts";
import { findSource } from "./rows.ts";
import { planSettings } from "./schema.ts";

/** What `plan.estimate` would refuse these settings for, or skip, told without making a plan. */
export const checkMetadata = verb({
  name: "plan.check-metadata",
  summary: "Whether every object of an inventory has the values that a metadata template needs",
  scope: "plan.operate",
  input: z.object({ inventoryId: idOf("inventory"), settings: planSettings }),
  output: z.object({
    findings: z.array(metadataFinding),
    plannable: z.boolean().describe("Whether a plan with these settings would be made"),
  }),
  async run(ctx, { inventoryId, settings }) {
    const source = await ctx.read((tx) => findSource(tx, ctx.tenantId, inventoryId));
    if (!source) throw new Fault("not_found", "There is no such inventory in this workspace.");
    if (settings.metadata === null) return { findings: [], plannable: true };
    await bindFields(ctx, settings.metadata);
    const findings = await sumFaults(ctx, coverageOf(inventoryId, settings));
    const plannable = findings.every((finding) => settings.metadata?.missing === "skip" && isMissing([finding]));
    return { findings: findings.slice(0, 200), plannable };
  },
});
