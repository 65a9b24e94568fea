import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { globalVerb } from "../ports/ctx.ts";
import { deleteSession } from "./person/rows.ts";
import { requireUser } from "./require-user.ts";

export const revokeSession = globalVerb({
  name: "tenant.revoke-session",
  summary: "Signs one of one's own browsers out, at once",
  scope: "self",
  input: z.object({
    sessionId: z
      .string()
      .min(1)
      .max(60)
      .regex(/^[\w-]+$/),
  }),
  output: z.object({ sessionId: z.string() }),
  async run(ctx, { sessionId }) {
    const { userId } = requireUser(ctx);
    await ctx.write({ action: "tenant.revoke-session", subject: sessionId }, async (tx) => {
      if (!(await deleteSession(tx, userId, sessionId)))
        throw new Fault("not_found", "There is no such session of yours.");
    });
    return { sessionId };
  },
});
