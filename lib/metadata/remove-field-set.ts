import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { deleteFieldSet, holdFieldSet, isPlanned } from "./rows.ts";

/** What a plan rests on stays: a run reads it, and an auditor may want to see it. */
export const removeFieldSet = verb({
  name: "metadata.remove-field-set",
  summary: "Remove a field set that no plan uses",
  scope: "plan.operate",
  input: z.object({ fieldSetId: idOf("fieldSet") }),
  output: z.object({ fieldSetId: idOf("fieldSet") }),
  run: (ctx, { fieldSetId }) =>
    ctx.write({ action: "metadata.remove-field-set", subject: fieldSetId }, async (tx) => {
      if (!(await holdFieldSet(tx, ctx.tenantId, fieldSetId)))
        throw new Fault("not_found", "There is no such field set in this workspace.");
      if (await isPlanned(tx, ctx.tenantId, fieldSetId))
        throw new Fault("conflict", "A plan takes its values from this field set, so that it has to stay.");
      await deleteFieldSet(tx, ctx.tenantId, fieldSetId);
      return { fieldSetId };
    }),
});
