import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { insertMember } from "./rows.ts";

/** Lets a person into a tenant as owner: for the installation's own user, who makes the first people. A repeat changes nothing. */
export async function joinAsOwner(ctx: TenantCtx, userId: Id<"user">): Promise<void> {
  await ctx.write({ action: "tenant.join", subject: userId, detail: { role: "owner" } }, (tx) =>
    insertMember(tx, { tenantId: ctx.tenantId, userId, role: "owner", now: ctx.now() }),
  );
}
