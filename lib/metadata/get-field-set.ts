import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { requireFieldSet } from "./require-field-set.ts";
import { fieldSetView } from "./schema.ts";
import { showFieldSet } from "./show-field-set.ts";

export const getFieldSet = verb({
  name: "metadata.get-field-set",
  summary: "One field set: its columns and how many rows it has",
  scope: "plan.read",
  input: z.object({ fieldSetId: idOf("fieldSet") }),
  output: fieldSetView,
  run: (ctx, { fieldSetId }) =>
    ctx.read(async (tx) => showFieldSet(await requireFieldSet(tx, ctx.tenantId, fieldSetId))),
});
