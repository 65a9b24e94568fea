import { ChartNoAxesColumn } from "lucide-react";
import type { Metadata } from "next";
import { roleOf } from "@/app/(console)/role-of.ts";
import { NotForRole } from "@/components/shell/not-for-role";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { usageMonths } from "@/components/usage/usage-months.ts";
import { UsageTable } from "@/components/usage/usage-table";
import { openPageCtx } from "@/lib/edge/session.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import { usageSummary } from "@/lib/usage/summary.ts";

export const metadata: Metadata = { title: "Usage" };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ before?: string }> };

const pageSize = 24;

/** What was metered in this workspace, by month. */
export default async function UsagePage({ params, searchParams }: Props) {
  const { tenant: slug } = await params;
  const { before } = await searchParams;
  const base = `/${slug}/usage`;
  const ctx = await openPageCtx(slug, base);
  if (!mayAct(ctx.actor, "usage.read")) return <NotForRole title="Usage" role={roleOf(ctx.actor)} />;
  const months = usageMonths(await usageSummary(ctx, {})).filter(({ month }) => !before || month < before);
  const shown = months.slice(0, pageSize);
  return (
    <>
      <PageHeader
        title="Usage"
        description="Service units, one for each signed asset by its receipt's time; and what was read of buckets for samples, every attempt counted on the wire."
      />
      {shown.length === 0 ? (
        <EmptyState icon={ChartNoAxesColumn} title="Nothing was metered yet">
          A sample's reads and a run's signed assets appear here.
        </EmptyState>
      ) : (
        <UsageTable months={shown} />
      )}
      <Pagination
        previousHref={before ? base : null}
        nextHref={months.length > pageSize ? `${base}?before=${shown.at(-1)?.month}` : null}
      />
    </>
  );
}
