import { cutPage } from "../kernel/cut-page.ts";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { anchorsAfter, findList } from "./rows.ts";
import { anchorView } from "./schema.ts";

export const listTrustAnchors = verb({
  name: "trust.list-anchors",
  summary: "The certificates of a trust list, by their hashes",
  scope: "identity.read",
  input: pageInput.extend({ listId: idOf("trustList") }),
  output: pageOf(anchorView),
  async run(ctx, { listId, cursor, limit }) {
    const rows = await ctx.read(async (tx) => {
      if (!(await findList(tx, ctx.tenantId, listId)))
        throw new Fault("not_found", "There is no such trust list in this workspace.");
      return anchorsAfter(tx, ctx.tenantId, listId, cursor, limit + 1);
    });
    const { items, nextCursor } = cutPage(rows, limit, ({ sha256 }) => sha256);
    return {
      items: items.map(({ sha256, subject, notBefore, notAfter }) => ({
        ...{ sha256, subject, notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() },
      })),
      nextCursor,
    };
  },
});
