import type { Metadata } from "next";
import { nameOfActor } from "@/app/(console)/name-of-actor.ts";
import { roleOf } from "@/app/(console)/role-of.ts";
import { reserveTierAction } from "@/app/actions/billing.ts";
import { ChoicesTable } from "@/components/billing/choices-table";
import { MonthFacts } from "@/components/billing/month-facts";
import { TiersTable } from "@/components/billing/tiers-table";
import { NotForRole } from "@/components/shell/not-for-role";
import { PageHeader, Section } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/callout";
import { Pagination } from "@/components/ui/pagination";
import type { BillingView } from "@/lib/billing/schema.ts";
import { utcMonth } from "@/lib/billing/schema.ts";
import { showBillingMonth } from "@/lib/billing/show.ts";
import { openPageCtx } from "@/lib/edge/session.ts";
import { mayAct } from "@/lib/kernel/actor.ts";
import type { TenantCtx } from "@/lib/ports/ctx.ts";
import { getTenant } from "@/lib/tenant/get.ts";
import { monthAfter, monthBefore, monthOf } from "@/lib/usage/schema.ts";

export const metadata: Metadata = { title: "Billing" };

type Props = { params: Promise<{ tenant: string }>; searchParams: Promise<{ month?: string }> };

/** What the workspace reserves, how a month stands beside it, and the tiers to choose from. */
export default async function BillingPage({ params, searchParams }: Props) {
  const { tenant: slug } = await params;
  const base = `/${slug}/billing`;
  const ctx = await openPageCtx(slug, base);
  if (!mayAct(ctx.actor, "billing.read")) return <NotForRole title="Billing" role={roleOf(ctx.actor)} />;
  const running = monthOf(ctx.now());
  const asked = utcMonth.safeParse((await searchParams).month);
  const month = asked.success && asked.data < running ? asked.data : running;
  const view = await showBillingMonth(ctx, { month });
  const since = monthOf((await getTenant(ctx, {})).createdAt);
  const isRunning = month === running;
  const reserve = mayAct(ctx.actor, "billing.manage") ? reserveTierAction.bind(null, slug) : null;
  const after = monthAfter(month);
  return (
    <>
      <PageHeader
        title="Billing"
        description="Each UTC month has so many units that its reservation pays for. What is used beyond them is overage, by graduated prices; every plan says what it would add before it is approved."
      />
      <Section title={isRunning ? `${month}, the running month` : month}>
        <MonthFacts view={view} isRunning={isRunning} />
        <Pagination
          label="Months"
          previousHref={month > since ? `${base}?month=${monthBefore(month)}` : null}
          nextHref={isRunning ? null : after === running ? base : `${base}?month=${after}`}
        />
      </Section>
      {isRunning ? (
        <Section
          title="Tiers"
          description="A larger reservation counts at once and for the whole month, a smaller one from the next month on."
        >
          {view.next ? (
            <Callout className="mb-3">
              From {after} on {view.next.name} is reserved.
            </Callout>
          ) : null}
          <TiersTable view={view} reserve={reserve} />
          <p className="mt-2 max-w-prose text-pretty text-muted-foreground text-xs">
            {view.priceList.note} Prices are in US dollars for one unit, by how many units of overage the month has had
            already. One VEx is one asset signed and read back; one FU is one token that a model spends, and nothing
            here spends any yet.{reserve ? null : " Owners and the billing team choose the tier."}
          </p>
        </Section>
      ) : null}
      {view.choices.length > 0 ? (
        <Section title="Choices" description="Of those that count in a month the last one holds.">
          <ChoicesTable rows={await rowsOf(ctx, view)} />
        </Section>
      ) : null}
    </>
  );
}

async function rowsOf(ctx: TenantCtx, { choices }: BillingView) {
  const names = new Map<string, string>();
  for (const { reservedBy } of choices)
    if (!names.has(reservedBy)) names.set(reservedBy, await nameOfActor(ctx, reservedBy));
  return choices.map(({ id, fromMonth, terms, reservedBy, reservedAt }) => ({
    id,
    fromMonth,
    name: terms.name,
    monthlyUsd: terms.monthlyUsd,
    by: names.get(reservedBy) ?? reservedBy,
    at: reservedAt,
  }));
}
