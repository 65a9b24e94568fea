import type { Metadata } from "next";
import { SiteHeading, SitePage } from "@/app/(site)/site-page.tsx";
import { createWorkspaceAction } from "@/app/actions/people.ts";
import { NewWorkspaceForm } from "@/components/site/new-workspace-form";
import { WorkspaceList } from "@/components/site/workspace-list";
import { openSelfPageCtx } from "@/lib/edge/session.ts";
import { listMyTenants } from "@/lib/tenant/list-mine.ts";

export const metadata: Metadata = { title: "New workspace" };

export default async function NewWorkspacePage() {
  const ctx = await openSelfPageCtx("/new");
  const { items } = await listMyTenants(ctx, {});
  if (items.length === 0 && ctx.ports.policy.signUp === "closed")
    return (
      <SitePage bare>
        <SiteHeading title="You are in no workspace">
          On this installation workspaces are joined by invitation. Ask an owner or an admin for a link, and open it in
          this browser.
        </SiteHeading>
      </SitePage>
    );
  return (
    <SitePage bare>
      <SiteHeading title="New workspace">
        Buckets, runs, receipts and members belong to one workspace; nothing of it shows in another.
      </SiteHeading>
      <NewWorkspaceForm create={createWorkspaceAction} />
      <WorkspaceList workspaces={items} />
    </SitePage>
  );
}
