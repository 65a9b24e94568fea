import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { type Id, idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { allObjects } from "../sample/object-rows.ts";
import { trialOf } from "./estimate-ledger.ts";
import { manifestBytesOf } from "./lines-of-work.ts";
import { markUnstated } from "./mark-unstated.ts";
import { planItems } from "./plan-items.ts";
import { outdatedProjection } from "./project-plan.ts";
import { findPlan } from "./rows.ts";
import { ledger, planView } from "./schema.ts";
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
      return {
        ...shown,
        ledger: frozen,
        outdated: row.approvals.length > 0 ? null : await outdatedProjection(tx, ctx, planId, frozen),
        words: wordsOf(row),
        items: planItems(objects, shown.settings, Math.round(manifestBytesOf(trialOf(frozen), stamped).estimate)),
      };
    }),
});
