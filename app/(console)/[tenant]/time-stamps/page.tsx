import type { Metadata } from "next";
import { roleOf } from "@/app/(console)/role-of.ts";
import { clearProfileAction, configureProfileAction, testProfileAction } from "@/app/actions/stampers.ts";
import { NotForRole } from "@/components/shell/not-for-role";
import { PageHeader, Section } from "@/components/shell/page-header";
import { ProfileCard } from "@/components/stamper/profile-card";
import { openPageCtx } from "@/lib/edge/session.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import { listProfiles } from "@/lib/stamper/list.ts";
import { DebtsSection } from "./debts-section.tsx";

export const metadata: Metadata = { title: "Time-stamps" };

type Props = {
  params: Promise<{ tenant: string }>;
  searchParams: Promise<{ state?: string; cursor?: string }>;
};

export default async function TimeStampsPage({ params, searchParams }: Props) {
  const { tenant: slug } = await params;
  const ctx = await openPageCtx(slug, `/${slug}/time-stamps`);
  if (!mayAct(ctx.actor, "identity.read")) return <NotForRole title="Time-stamps" role={roleOf(ctx.actor)} />;
  const { items } = await listProfiles(ctx, {});
  const manages = mayAct(ctx.actor, "identity.manage")
    ? {
        configure: configureProfileAction.bind(null, slug),
        clear: clearProfileAction.bind(null, slug),
        test: testProfileAction.bind(null, slug),
      }
    : null;
  return (
    <>
      <PageHeader
        title="Time-stamps"
        description="A time-stamp token proves that a manifest existed by its time, and never when an asset was made. Stamped manifests stay valid when the signing certificate has ended."
      />
      <Section
        title="Authorities"
        description="A plan chooses one of three profiles, or none. A profile without an authority cannot be chosen."
      >
        <div className="grid gap-4 lg:grid-cols-3">
          {items.map((profile) => (
            <ProfileCard key={profile.profile} view={profile} manages={manages} />
          ))}
        </div>
      </Section>
      {mayAct(ctx.actor, "receipt.read") ? <DebtsSection ctx={ctx} slug={slug} {...(await searchParams)} /> : null}
    </>
  );
}
