import { cutPage } from "../kernel/cut-page.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { identitiesBefore } from "./rows.ts";
import { identityView } from "./schema.ts";
import { showIdentity } from "./show-identity.ts";

export const listIdentities = verb({
  name: "identity.list",
  summary: "The workspace's signing identities, newest first",
  scope: "identity.read",
  input: pageInput,
  output: pageOf(identityView),
  async run(ctx, { cursor, limit }) {
    const rows = await ctx.read((tx) => identitiesBefore(tx, ctx.tenantId, cursor, limit + 1));
    const { items, nextCursor } = cutPage(rows, limit, ({ id }) => id);
    return { items: items.map(showIdentity), nextCursor };
  },
});
