import type { Metadata } from "next";
import { orNotFound } from "@/app/(console)/or-not-found.ts";
import { roleOf } from "@/app/(console)/role-of.ts";
import { refreshTrustListAction, removeTrustListAction } from "@/app/actions/trust.ts";
import { Count } from "@/components/format/count";
import { Hash } from "@/components/format/hash";
import { HostileText } from "@/components/format/hostile-text";
import { visibleText } from "@/components/format/visible-text.ts";
import { When } from "@/components/format/when";
import { CertificateTable } from "@/components/identity/certificate-table";
import { NotForRole } from "@/components/shell/not-for-role";
import { PageHeader, Section } from "@/components/shell/page-header";
import { ListControls } from "@/components/trust/list-controls";
import { Callout } from "@/components/ui/callout";
import { DetailsList } from "@/components/ui/details-list";
import { CursorPages } from "@/components/ui/pagination";
import { openPageCtx } from "@/lib/edge/session.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import { type Id, isId } from "@/lib/kernel/ids.ts";
import { getTrustList } from "@/lib/trust/get.ts";
import { listTrustAnchors } from "@/lib/trust/list-anchors.ts";

export const metadata: Metadata = { title: "Trust list" };

type Props = { params: Promise<{ tenant: string; listId: string }>; searchParams: Promise<{ cursor?: string }> };

export default async function TrustListPage({ params, searchParams }: Props) {
  const { tenant: slug, listId: given } = await params;
  const { cursor } = await searchParams;
  const base = `/${slug}/trust`;
  const ctx = await openPageCtx(slug, `${base}/${given}`);
  if (!mayAct(ctx.actor, "identity.read")) return <NotForRole title="Trust list" role={roleOf(ctx.actor)} />;
  const listId = given as Id<"trustList">;
  const list = await orNotFound(isId("trustList", given), () => getTrustList(ctx, { listId }));
  const anchors = await listTrustAnchors(ctx, { listId, cursor, limit: 50 });
  const here = `${base}/${listId}`;
  return (
    <>
      <PageHeader
        breadcrumb={[{ label: "Trust lists", href: base }, { label: list.name }]}
        title={<bdi>{list.name}</bdi>}
        description={list.url ? <HostileText text={list.url} max={160} copy /> : "From a file"}
        actions={
          mayAct(ctx.actor, "identity.manage") ? (
            <ListControls
              name={list.name}
              base={base}
              refresh={list.url ? refreshTrustListAction.bind(null, slug, { listId }) : null}
              remove={removeTrustListAction.bind(null, slug, { listId })}
            />
          ) : null
        }
      />
      {list.problem ? (
        <Callout tone="caution" title="The last look at its address brought nothing new">
          <bdi>{visibleText(list.problem)}</bdi> The anchors below are those that were loaded before.
        </Callout>
      ) : null}
      <DetailsList
        className="mt-4"
        details={[
          { label: "Anchors", value: <Count value={list.anchors} /> },
          { label: "Loaded", value: <When at={list.loadedAt} exact /> },
          { label: "Last looked", value: list.url ? <When at={list.checkedAt} exact /> : "Files are not asked again" },
          { label: "SHA-256 of the bundle", value: <Hash value={list.sha256} full label="bundle" /> },
        ]}
      />
      {list.leftOut > 0 ? (
        <Section
          title="Left out"
          description={
            list.leftOut > list.leftOutSentences.length
              ? `The first ${list.leftOutSentences.length} of ${list.leftOut}.`
              : undefined
          }
        >
          <ul className="grid list-disc gap-1 pl-4 text-[0.8125rem]">
            {list.leftOutSentences.map((sentence) => (
              <li key={sentence}>
                <bdi>{visibleText(sentence)}</bdi>
              </li>
            ))}
          </ul>
        </Section>
      ) : null}
      <Section
        title="Anchors"
        description="A manifest whose signing certificate leads to one of these is found Trusted."
      >
        <CertificateTable label="Trust anchors" certificates={anchors.items} />
        <CursorPages base={here} cursor={cursor} nextCursor={anchors.nextCursor} />
      </Section>
    </>
  );
}
