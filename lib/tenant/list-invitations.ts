import type { z } from "zod";
import { cutPage } from "../kernel/cut-page.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { invitationsBefore } from "./rows.ts";
import { invitationView } from "./schema.ts";

export const listInvitations = verb({
  name: "tenant.list-invitations",
  summary: "Lists the invitations that were made, newest first",
  scope: "member.read",
  input: pageInput,
  output: pageOf(invitationView),
  async run(ctx, { cursor, limit }) {
    const rows = await ctx.read((tx) => invitationsBefore(tx, ctx.tenantId, cursor, limit + 1));
    const page = cutPage(rows, limit, (row) => row.id);
    return { ...page, items: page.items.map((row) => viewOfInvitation(row, ctx.now())) };
  },
});

interface InvitationRow {
  id: string;
  email: string;
  role: string;
  invitedBy: string;
  createdAt: Date;
  expiresAt: Date;
  acceptedAt: Date | null;
  revokedAt: Date | null;
}

export function viewOfInvitation(row: InvitationRow, now: Date): z.output<typeof invitationView> {
  const state = row.acceptedAt ? "accepted" : row.revokedAt ? "revoked" : row.expiresAt <= now ? "expired" : "open";
  return invitationView.parse({ ...row, state });
}
