import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { deleteList } from "./rows.ts";

export const removeTrustList = verb({
  name: "trust.remove",
  summary: "Trust a list's certificates no longer",
  scope: "identity.manage",
  input: z.object({ listId: idOf("trustList") }),
  output: z.object({ listId: idOf("trustList") }),
  run: (ctx, { listId }) =>
    ctx.write({ action: "trust.remove", subject: listId }, async (tx) => {
      if (!(await deleteList(tx, ctx.tenantId, listId)))
        throw new Fault("not_found", "There is no such trust list in this workspace.");
      return { listId };
    }),
});
