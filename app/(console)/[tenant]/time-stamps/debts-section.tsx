import { CalendarCheck } from "lucide-react";
import { payDebtsNowAction } from "@/app/actions/stampers.ts";
import { Section } from "@/components/shell/page-header";
import { DebtCard } from "@/components/stamp-debt/debt-card";
import { DebtTable } from "@/components/stamp-debt/debt-table";
import { DebtTabs } from "@/components/stamp-debt/debt-tabs";
import { PayNow } from "@/components/stamp-debt/pay-now";
import { EmptyState } from "@/components/ui/empty-state";
import { Pagination } from "@/components/ui/pagination";
import { mayAct } from "@/lib/kernel/actor.ts";
import { type Id, isId } from "@/lib/kernel/ids.ts";
import type { TenantCtx } from "@/lib/ports/ctx.ts";
import { type DebtState, debtStates } from "@/lib/stamp-debt/debt-states.ts";
import { listDebts } from "@/lib/stamp-debt/list.ts";
import { summariseDebts } from "@/lib/stamp-debt/summary.ts";

const empty: Record<DebtState, string> = {
  open: "Every manifest that was to be stamped is.",
  paid: "No stamp came later than its manifest.",
  lost: "No stamp that was owed was lost.",
};

type Props = { ctx: TenantCtx; slug: string; state?: string; cursor?: string };

/** The stamps that are owed, and what became of those that were. */
export async function DebtsSection({ ctx, slug, state: given, cursor }: Props) {
  const state = debtStates.find((each) => each === given) ?? "open";
  const from = cursor && isId("receipt", cursor) ? (cursor as Id<"receipt">) : undefined;
  const [summary, { items, nextCursor }] = await Promise.all([
    summariseDebts(ctx, {}),
    listDebts(ctx, { state, cursor: from, limit: 50 }),
  ]);
  const pays = mayAct(ctx.actor, "run.operate") && summary.open !== "0";
  const href = (part: DebtState, more = "") => `/${slug}/time-stamps?state=${part}${more}`;
  return (
    <Section
      title="Debts"
      description="Stamps that a plan asked for and that did not come. They are asked for again by themselves, more and more rarely, until they come or can no longer help."
      actions={pays ? <PayNow open={summary.open} pay={payDebtsNowAction.bind(null, slug)} /> : null}
    >
      <div className="grid gap-4">
        <DebtCard slug={slug} summary={summary} />
        <DebtTabs href={href} current={state} />
        {items.length === 0 ? (
          <EmptyState icon={CalendarCheck} title="None">
            {empty[state]}
          </EmptyState>
        ) : (
          <DebtTable slug={slug} debts={items} />
        )}
        <Pagination
          firstHref={from ? href(state) : null}
          nextHref={nextCursor ? href(state, `&cursor=${nextCursor}`) : null}
        />
      </div>
    </Section>
  );
}
