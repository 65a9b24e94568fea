import { z } from "zod";
import { cutPage } from "../kernel/cut-page.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { auditBefore } from "./rows.ts";
import { auditView } from "./schema.ts";

const plain = z
  .string()
  .max(200)
  .regex(/^[^\p{Cc}\p{Cs}]*$/u)
  .optional();

export const listAudit = verb({
  name: "tenant.list-audit",
  summary: "Lists who did what in the workspace, newest first",
  scope: "audit.read",
  input: pageInput.extend({
    action: plain.describe("Only this verb, such as bucket.connect"),
    subject: plain.describe("Only what was done to this id"),
    actor: plain.describe("Only what this actor did, such as user:usr_…"),
  }),
  output: pageOf(auditView),
  async run(ctx, { cursor, limit, ...filter }) {
    const rows = await ctx.read((tx) => auditBefore(tx, ctx.tenantId, { before: cursor, ...filter }, limit + 1));
    const page = cutPage(rows, limit, (row) => row.id);
    return { ...page, items: page.items.map((row) => auditView.parse(row)) };
  },
});
