import { z } from "zod";
import { globalVerb } from "../ports/ctx.ts";
import { deleteSession } from "./person/rows.ts";
import { requireUser } from "./require-user.ts";

export const signOut = globalVerb({
  name: "tenant.sign-out",
  summary: "Ends the session that asks for it",
  scope: "self",
  input: z.object({}),
  output: z.object({ ended: z.boolean() }),
  async run(ctx) {
    const { userId, sessionId } = requireUser(ctx);
    const ended = await ctx.write({ action: "tenant.sign-out", subject: sessionId }, (tx) =>
      deleteSession(tx, userId, sessionId),
    );
    return { ended };
  },
});
