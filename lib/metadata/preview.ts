import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { faultSentence } from "./fault-sentence.ts";
import { requireFieldSet } from "./require-field-set.ts";
import { resolveTemplate } from "./resolve-template.ts";
import { fieldsOfKeys } from "./rows.ts";
import { metadataPreview } from "./schema.ts";
import { showFieldSet } from "./show-field-set.ts";
import { metadataTemplate } from "./template.ts";

/** By the very function that a run fills templates with. */
export const previewMetadata = verb({
  name: "metadata.preview",
  summary: "What a template comes to for one object: the assertions, or what they lack",
  scope: "plan.read",
  input: z.object({
    template: metadataTemplate,
    fieldSetId: idOf("fieldSet").optional(),
    key: z.string().min(1).max(4096).optional().describe("The object's key"),
  }),
  output: metadataPreview,
  async run(ctx, { template, fieldSetId, key }) {
    const { set, row } = await ctx.read(async (tx) => {
      if (fieldSetId === undefined) return { set: null, row: null };
      const set = await requireFieldSet(tx, ctx.tenantId, fieldSetId);
      if (key === undefined || key.includes("\0")) return { set, row: null };
      return { set, row: (await fieldsOfKeys(tx, ctx.tenantId, fieldSetId, [key])).get(key) ?? null };
    });
    const resolved = resolveTemplate(template, row);
    return {
      fieldSet: set && showFieldSet(set),
      row: row && Object.fromEntries(row),
      assertions: resolved.kind === "resolved" ? resolved.assertions.map(({ label, data }) => ({ label, data })) : [],
      faults:
        resolved.kind === "resolved"
          ? []
          : resolved.faults.map((fault) => ({ ...fault, sentence: faultSentence(fault) })),
    };
  },
});
