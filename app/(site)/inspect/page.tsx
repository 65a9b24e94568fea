import type { Metadata } from "next";
import { SitePage } from "@/app/(site)/site-page.tsx";
import { InspectForm } from "@/components/proof/inspect-form";
import { openPublicPageCtx } from "@/lib/edge/session.ts";
import { listMyTenants } from "@/lib/tenant/list-mine.ts";

export const metadata: Metadata = { title: "Inspect" };

type Props = { searchParams: Promise<{ workspace?: string | string[] }> };

export default async function InspectPage({ searchParams }: Props) {
  const { workspace } = await searchParams;
  const ctx = await openPublicPageCtx();
  const { items } = ctx.actor.kind === "user" ? await listMyTenants(ctx, {}) : { items: [] };
  const workspaces = items.map(({ slug, name }) => ({ slug, name }));
  const chosen = workspaces.find(({ slug }) => slug === workspace)?.slug ?? null;
  return (
    <SitePage width="wide">
      <div className="mx-auto grid w-full min-w-0 max-w-4xl gap-6">
        <div>
          <h1 className="font-semibold text-2xl tracking-tight">Inspect a Content Credential</h1>
          <p className="mt-2 max-w-prose text-pretty text-muted-foreground text-sm">
            See which manifest an image carries, or leads to, who signed it, and how it validates: the C2PA state and
            every status code behind it. Nothing is kept. Of a file that you choose, nothing that it names is fetched.
          </p>
        </div>
        <InspectForm workspaces={workspaces} workspace={chosen} />
      </div>
    </SitePage>
  );
}
