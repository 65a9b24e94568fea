import { z } from "zod";
import { globalVerb } from "../ports/ctx.ts";
import { liveSessions } from "./person/rows.ts";
import { requireUser } from "./require-user.ts";
import { sessionView } from "./schema.ts";

export const listSessions = globalVerb({
  name: "tenant.list-sessions",
  summary: "Lists the browsers that are signed in to one's own account, newest first",
  scope: "self",
  input: z.object({}),
  output: z.object({ items: z.array(sessionView) }),
  async run(ctx) {
    const { userId, sessionId } = requireUser(ctx);
    const rows = await ctx.read((tx) => liveSessions(tx, userId, ctx.now()));
    return { items: rows.map((row) => ({ ...row, current: row.id === sessionId })) };
  },
});
