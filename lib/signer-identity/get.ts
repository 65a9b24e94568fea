import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { findIdentity } from "./rows.ts";
import { identityDetail } from "./schema.ts";
import { showIdentityDetail } from "./show-identity.ts";

export const getIdentity = verb({
  name: "identity.get",
  summary: "One signing identity, with its certificates and never its key",
  scope: "identity.read",
  input: z.object({ identityId: idOf("identity") }),
  output: identityDetail,
  async run(ctx, { identityId }) {
    const row = await ctx.read((tx) => findIdentity(tx, ctx.tenantId, identityId));
    if (!row) throw new Fault("not_found", "There is no such signing identity in this workspace.");
    return showIdentityDetail(ctx, row);
  },
});
