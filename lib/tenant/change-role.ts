import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { type TenantCtx, type Tx, verb } from "../ports/ctx.ts";
import { viewOfMember } from "./list-members.ts";
import { refuseDealingOut, refuseForeignOwners } from "./require-user.ts";
import { countOwners, findMemberRole, lockTenant, setMemberRole } from "./rows.ts";
import { memberView, roleName } from "./schema.ts";

export const changeRole = verb({
  name: "tenant.change-role",
  summary: "Gives a member another role; the last owner stays one",
  scope: "member.manage",
  input: z.object({ userId: idOf("user"), role: roleName }),
  output: memberView,
  async run(ctx, { userId, role }) {
    const act = { action: "tenant.change-role", subject: userId, detail: { role } };
    return ctx.write(act, async (tx) => {
      const had = await lockedRole(ctx, tx, userId);
      refuseForeignOwners(ctx.actor, had);
      refuseDealingOut(ctx.actor, role);
      if (had === "owner" && role !== "owner") await refuseLastOwner(ctx, tx);
      return viewOfMember(await setMemberRole(tx, ctx.tenantId, userId, role));
    });
  },
});

/** The member's role, with all other changes of members held back until this write ends. */
export async function lockedRole(ctx: TenantCtx, tx: Tx, userId: z.output<typeof memberView>["userId"]) {
  await lockTenant(tx, ctx.tenantId);
  const role = await findMemberRole(tx, ctx.tenantId, userId);
  if (!role) throw new Fault("not_found", "There is no such member of this workspace.");
  return role;
}

/** Throws Fault `precondition` where one owner is left. Call it under `lockedRole`, which makes the count exact. */
export async function refuseLastOwner(ctx: TenantCtx, tx: Tx): Promise<void> {
  if ((await countOwners(tx, ctx.tenantId)) > 1) return;
  throw new Fault("precondition", "This is the last owner: make somebody else an owner first.");
}
