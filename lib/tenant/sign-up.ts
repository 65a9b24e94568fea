import { z } from "zod";
import { addressGroup } from "../kernel/address-group.ts";
import { Fault } from "../kernel/fault.ts";
import { type Id, idOf, newId } from "../kernel/ids.ts";
import { type Ctx, globalVerb, type Tx } from "../ports/ctx.ts";
import { joinTenant } from "./accept-invitation.ts";
import { signUpPerAddress, spend } from "./budgets.ts";
import { foundTenant } from "./found-tenant.ts";
import { insertUser } from "./person/rows.ts";
import { openInvitation } from "./read-invitation.ts";
import { emailText, nameOf, passwordText } from "./schema.ts";

const input = z
  .object({
    email: emailText,
    password: passwordText,
    name: nameOf("The person's own name", "Ada Archivist"),
    workspace: nameOf("The name of the workspace to make", "Northern Archive").optional(),
    invitation: z
      .string()
      .max(100)
      .optional()
      .describe("The secret of an invitation: joins its workspace instead of making one"),
  })
  .refine((given) => (given.workspace === undefined) !== (given.invitation === undefined), {
    path: ["workspace"],
    message: "give the name of a new workspace, or an invitation, and not both",
  });

export const signUp = globalVerb({
  name: "tenant.sign-up",
  summary: "Makes an account, and a workspace that it owns or, with an invitation, its part in an existing one",
  scope: "public",
  input,
  output: z.object({ userId: idOf("user"), tenantId: idOf("tenant"), slug: z.string() }),
  async run(ctx, { email, password, name, workspace, invitation }) {
    await spend(ctx, signUpPerAddress, addressGroup(ctx.origin.address));
    const invited = invitation === undefined ? null : await openInvitation(ctx, invitation);
    if (invited === null && ctx.actor.kind === "anonymous" && ctx.ports.policy.signUp === "closed")
      throw new Fault("forbidden", "This installation is closed: ask somebody who is here already for an invitation.");

    const userId = newId("user", ctx.now());
    const tenantId = invited?.tenantId ?? newId("tenant", ctx.now());
    const passwordHash = await ctx.ports.passwords.hash(password);
    return ctx.write(
      { action: "tenant.sign-up", subject: tenantId, detail: { userId }, joins: tenantId },
      async (tx) => {
        if (!(await insertUser(tx, { id: userId, email, name, passwordHash })))
          throw new Fault("conflict", "There is an account with this e-mail address already. Sign in instead.");
        if (invited) await joinTenant(ctx, tx, invited, userId);
        const { slug } = invited ?? (await found(ctx, tx, { tenantId, workspace, ownerId: userId }));
        return { userId, tenantId, slug };
      },
    );
  },
});

function found(
  ctx: Ctx,
  tx: Tx,
  given: { tenantId: Id<"tenant">; workspace: string | undefined; ownerId: Id<"user"> },
) {
  const { workspace, ...rest } = given;
  // The schema lets neither through; this is what tells the compiler.
  if (workspace === undefined) throw new Fault("invalid", "workspace: is missing");
  return foundTenant(ctx, tx, { ...rest, name: workspace });
}
