import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { findList } from "./rows.ts";
import { trustListDetail } from "./schema.ts";
import { showListDetail } from "./show-list.ts";

export const getTrustList = verb({
  name: "trust.get",
  summary: "One trust list, and what in it was left out",
  scope: "identity.read",
  input: z.object({ listId: idOf("trustList") }),
  output: trustListDetail,
  async run(ctx, { listId }) {
    const row = await ctx.read((tx) => findList(tx, ctx.tenantId, listId));
    if (!row) throw new Fault("not_found", "There is no such trust list in this workspace.");
    return showListDetail(row);
  },
});
