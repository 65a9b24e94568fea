import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { type Id, idOf } from "../kernel/ids.ts";
import { type Ctx, globalVerb, type Tx } from "../ports/ctx.ts";
import { type OpenInvitation, openInvitation } from "./read-invitation.ts";
import { requireUser } from "./require-user.ts";
import { insertMember, markInvitation } from "./rows.ts";

export const acceptInvitation = globalVerb({
  name: "tenant.accept-invitation",
  summary: "Makes the signed-in person a member of the workspace that the link invites to",
  scope: "self",
  input: z.object({ secret: z.string().max(100).describe("The last part of the invitation's link") }),
  output: z.object({ tenantId: idOf("tenant"), slug: z.string() }),
  async run(ctx, { secret }) {
    const { userId } = requireUser(ctx);
    const invitation = await openInvitation(ctx, secret);
    const { tenantId, slug } = invitation;
    return ctx.write({ action: "tenant.accept-invitation", subject: invitation.id, joins: tenantId }, async (tx) => {
      await joinTenant(ctx, tx, invitation, userId);
      return { tenantId, slug };
    });
  },
});

/** Uses up the invitation for this person, within a write that joins its tenant. Of two bearers at once one gets in. */
export async function joinTenant(ctx: Ctx, tx: Tx, invitation: OpenInvitation, userId: Id<"user">): Promise<void> {
  const { tenantId, id, role } = invitation;
  const now = ctx.now();
  if (!(await markInvitation(tx, { tenantId, id }, { acceptedAt: now }, now)))
    throw new Fault("precondition", "This invitation was used or withdrawn just now.");
  if (!(await insertMember(tx, { tenantId, userId, role, now })))
    throw new Fault("conflict", "You are a member of this workspace already.");
}
