import type { z } from "zod";
import { cutPage } from "../kernel/cut-page.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { membersAfter } from "./rows.ts";
import { memberView } from "./schema.ts";

export const listMembers = verb({
  name: "tenant.list-members",
  summary: "Lists the people of the workspace and their roles",
  scope: "member.read",
  input: pageInput,
  output: pageOf(memberView),
  async run(ctx, { cursor, limit }) {
    const rows = await ctx.read((tx) => membersAfter(tx, ctx.tenantId, cursor, limit + 1));
    const page = cutPage(rows, limit, (row) => row.userId);
    return { ...page, items: page.items.map(viewOfMember) };
  },
});

interface MemberRow {
  userId: string;
  role: string;
  createdAt: Date;
  user: { name: string | null; email: string };
}

export function viewOfMember({ userId, role, createdAt, user }: MemberRow): z.output<typeof memberView> {
  return memberView.parse({ userId, role, joinedAt: createdAt, ...user });
}
