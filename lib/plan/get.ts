import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { type Id, idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { allObjects } from "../sample/object-rows.ts";
import { usageOfMonth } from "../usage/rows.ts";
import { monthOf } from "../usage/schema.ts";
import { trialOf } from "./estimate-ledger.ts";
import { manifestBytesOf } from "./lines-of-work.ts";
import { markUnstated } from "./mark-unstated.ts";
import { planItems } from "./plan-items.ts";
import { projectUnits } from "./project-units.ts";
import { findPlan } from "./rows.ts";
import { type CountInterval, type Ledger, ledger, planView } from "./schema.ts";
import { showPlan, wordsOf } from "./show-plan.ts";

export const getPlan = verb({
  name: "plan.get",
  summary: "A plan with its ledger, its approvals, and the sample's contents that a run would sign",
  scope: "plan.read",
  input: z.object({ planId: idOf("plan") }),
  output: planView,
  run: (ctx, { planId }) =>
    ctx.read(async (tx) => {
      const row = await findPlan(tx, ctx.tenantId, planId);
      if (!row) throw new Fault("not_found", "There is no such plan in this workspace.");
      const shown = showPlan(row);
      const drawn = await allObjects(tx, ctx.tenantId, row.sampleId as Id<"sample">);
      const objects = await markUnstated(tx, ctx.tenantId, drawn, shown.settings);
      const frozen = ledger.parse(row.ledger);
      const stamped = shown.settings.timeStamp !== "none";
      const month = monthOf(ctx.now());
      const soFar = await usageOfMonth(tx, ctx.tenantId, "vex", month);
      return {
        ...shown,
        ledger: frozen,
        units: projectUnits(month, soFar, unitsOf(frozen), shown.settings),
        words: wordsOf(row),
        items: planItems(objects, shown.settings, Math.round(manifestBytesOf(trialOf(frozen), stamped).estimate)),
      };
    }),
});

function unitsOf({ lines }: Ledger): CountInterval {
  const none = { estimate: "0", low: "0", high: "0" };
  return lines.find(({ id }) => id === "service_units")?.quantity ?? none;
}
