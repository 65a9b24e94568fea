import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf, newId } from "../kernel/ids.ts";
import { globalVerb } from "../ports/ctx.ts";
import { foundTenant } from "./found-tenant.ts";
import { requireUser } from "./require-user.ts";
import { membershipsOf } from "./rows.ts";
import { nameOf } from "./schema.ts";

/** Enough for anybody's customers; a bound on what one account can make of an open installation. */
const tenantsMax = 50;

export const createTenant = globalVerb({
  name: "tenant.create",
  summary: "Makes another workspace, owned by the signed-in person",
  scope: "self",
  input: z.object({ name: nameOf("The workspace's name", "Northern Archive") }),
  output: z.object({ tenantId: idOf("tenant"), slug: z.string() }),
  async run(ctx, { name }) {
    const { userId } = requireUser(ctx);
    const mine = await ctx.read((tx) => membershipsOf(tx, userId));
    if (mine.length >= tenantsMax)
      throw new Fault("precondition", `You are a member of ${tenantsMax} workspaces, which is the most there can be.`);
    // Where strangers may not make workspaces by signing up, somebody without one must not by signing in.
    if (mine.length === 0 && ctx.ports.policy.signUp === "closed")
      throw new Fault("forbidden", "This installation is closed: ask somebody who is here already for an invitation.");
    const tenantId = newId("tenant", ctx.now());
    return ctx.write({ action: "tenant.create", subject: tenantId, joins: tenantId }, (tx) =>
      foundTenant(ctx, tx, { tenantId, name, ownerId: userId }),
    );
  },
});
