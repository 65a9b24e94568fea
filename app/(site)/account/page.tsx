import type { Metadata } from "next";
import { SiteHeading, SitePage } from "@/app/(site)/site-page.tsx";
import { changePasswordAction, revokeSessionAction, signOutAction } from "@/app/actions/people.ts";
import { PasswordForm } from "@/components/account/password-form";
import { SessionList } from "@/components/account/session-list";
import { SignOutButton } from "@/components/account/sign-out-button";
import { Section } from "@/components/shell/page-header";
import { WorkspaceList } from "@/components/site/workspace-list";
import { currentSession, openSelfPageCtx } from "@/lib/edge/session.ts";
import { listMyTenants } from "@/lib/tenant/list-mine.ts";
import { listSessions } from "@/lib/tenant/list-sessions.ts";

export const metadata: Metadata = { title: "Account" };

export default async function AccountPage() {
  const ctx = await openSelfPageCtx("/account");
  const [session, { items: sessions }, { items: workspaces }] = await Promise.all([
    currentSession(),
    listSessions(ctx, {}),
    listMyTenants(ctx, {}),
  ]);
  return (
    <SitePage width="wide">
      <div className="mx-auto w-full max-w-2xl">
        <div className="flex flex-wrap items-start justify-between gap-3">
          <SiteHeading title={session?.name ? <bdi>{session.name}</bdi> : "Your account"}>
            <bdi>{session?.email}</bdi>
          </SiteHeading>
          <SignOutButton signOut={signOutAction} />
        </div>
        <Section
          title="Signed-in browsers"
          description="End one that you do not know, or that is not yours any more. It is signed out at once."
        >
          <SessionList sessions={sessions} revoke={revokeSessionAction} />
        </Section>
        <Section title="Password" description="Changing it signs all other browsers out.">
          <PasswordForm email={session?.email ?? ""} change={changePasswordAction} />
        </Section>
        <WorkspaceList workspaces={workspaces} />
      </div>
    </SitePage>
  );
}
