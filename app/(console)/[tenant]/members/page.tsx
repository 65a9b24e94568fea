import type { Metadata } from "next";
import { roleOf } from "@/app/(console)/role-of.ts";
import {
  changeRoleAction,
  inviteMemberAction,
  removeMemberAction,
  revokeInvitationAction,
} from "@/app/actions/members.ts";
import { InvitationTable } from "@/components/member/invitation-table";
import { InviteMember } from "@/components/member/invite-member";
import { MemberTable } from "@/components/member/member-table";
import { NotForRole } from "@/components/shell/not-for-role";
import { PageHeader, Section } from "@/components/shell/page-header";
import { CursorPages } from "@/components/ui/pagination";
import { getWiring } from "@/lib/edge/get-wiring.ts";
import { openPageCtx } from "@/lib/edge/session.ts";
import { mayAct, roles } from "@/lib/kernel/actor.ts";
import { listInvitations } from "@/lib/tenant/list-invitations.ts";
import { listMembers } from "@/lib/tenant/list-members.ts";
import { mayDealOut } from "@/lib/tenant/require-user.ts";

export const metadata: Metadata = { title: "Members" };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ cursor?: string }> };

export default async function MembersPage({ params, searchParams }: Props) {
  const { tenant: slug } = await params;
  const { cursor } = await searchParams;
  const base = `/${slug}/members`;
  const ctx = await openPageCtx(slug, base);
  if (!mayAct(ctx.actor, "member.read")) return <NotForRole title="Members" role={roleOf(ctx.actor)} />;
  const [{ items: members, nextCursor }, { items: invitations }] = await Promise.all([
    listMembers(ctx, { cursor, limit: 50 }),
    listInvitations(ctx, { limit: 20 }),
  ]);
  const manages = mayAct(ctx.actor, "member.manage");
  const dealable = manages ? roles.filter((role) => mayDealOut(ctx.actor, role)) : [];
  return (
    <>
      <PageHeader
        title="Members"
        description="Who works in this workspace, and what each may do."
        actions={
          manages ? (
            <InviteMember
              roles={dealable}
              origin={new URL(getWiring().env.NEXTAUTH_URL).origin}
              invite={inviteMemberAction.bind(null, slug)}
            />
          ) : null
        }
      />
      <MemberTable
        members={members}
        myUserId={ctx.actor.kind === "user" ? ctx.actor.userId : null}
        dealable={dealable}
        change={changeRoleAction.bind(null, slug)}
        remove={removeMemberAction.bind(null, slug)}
      />
      <CursorPages base={base} cursor={cursor} nextCursor={nextCursor} />
      <Section
        title="Invitations"
        description="The latest twenty. Each link lets its bearer in once, within seven days."
      >
        {invitations.length === 0 ? (
          <p className="text-[0.8125rem] text-muted-foreground">Nobody was invited yet.</p>
        ) : (
          <InvitationTable
            invitations={invitations}
            revoke={manages ? revokeInvitationAction.bind(null, slug) : null}
          />
        )}
      </Section>
    </>
  );
}
