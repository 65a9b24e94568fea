import { z } from "zod";
import { cutPage } from "../kernel/cut-page.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { identitiesBefore } from "./rows.ts";
import { identityView } from "./schema.ts";
import { showIdentity } from "./show-identity.ts";

const dayMs = 86_400_000;

export const listIdentities = verb({
  name: "identity.list",
  summary: "The workspace's signing identities, newest first",
  scope: "identity.read",
  input: pageInput.extend({
    endingWithinDays: z.coerce
      .number()
      .int()
      .min(0)
      .max(3650)
      .optional()
      .describe("Only those that sign, end within so many days or ended, and have no successor"),
  }),
  output: pageOf(identityView),
  async run(ctx, { cursor, limit, endingWithinDays }) {
    const now = ctx.now();
    const until = endingWithinDays === undefined ? undefined : new Date(now.getTime() + endingWithinDays * dayMs);
    const rows = await ctx.read((tx) => identitiesBefore(tx, ctx.tenantId, cursor, limit + 1, until));
    const { items, nextCursor } = cutPage(rows, limit, ({ id }) => id);
    return { items: items.map((row) => showIdentity(row, now)), nextCursor };
  },
});
