import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { globalVerb } from "../ports/ctx.ts";
import { passwordPerUser, spend } from "./budgets.ts";
import { deleteOtherSessions, findUser, setPasswordHash } from "./person/rows.ts";
import { requireUser } from "./require-user.ts";
import { passwordText } from "./schema.ts";

export const changePassword = globalVerb({
  name: "tenant.change-password",
  summary: "Changes one's own password and signs all other browsers out",
  scope: "self",
  input: z.object({ current: z.string().min(1).max(200), next: passwordText }),
  output: z.object({ signedOut: z.number().int().describe("How many other sessions ended") }),
  async run(ctx, { current, next }) {
    const { userId, sessionId } = requireUser(ctx);
    await spend(ctx, passwordPerUser, userId);
    const user = await ctx.read((tx) => findUser(tx, userId));
    if (!user?.passwordHash)
      throw new Fault("precondition", "This account signs in through a provider and has no password to change.");
    if (!(await ctx.ports.passwords.verify(user.passwordHash, current)))
      throw new Fault("forbidden", "The current password is wrong.");
    const hash = await ctx.ports.passwords.hash(next);
    const signedOut = await ctx.write({ action: "tenant.change-password", subject: userId }, async (tx) => {
      await setPasswordHash(tx, userId, hash);
      return deleteOtherSessions(tx, userId, sessionId);
    });
    return { signedOut };
  },
});
