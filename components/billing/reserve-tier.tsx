"use client";

import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
import { Count } from "@/components/format/count";
import { Usd } from "@/components/format/usd";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { DetailsList } from "@/components/ui/details-list";
import { toast } from "@/components/ui/toast";
import type { BillingView, TierChange, TierId, TierTerms } from "@/lib/billing/schema.ts";
import type { ActionResult } from "@/lib/edge/action.ts";
import { PerMonth } from "./month-facts";

export type Reserve = (input: { tier: TierId; priceList: string }) => Promise<ActionResult<unknown>>;

const verbs = { raise: "Reserve", keep: "Keep", lower: "Move to" } as const;

/** Chooses a tier after saying what that does. It commits money, and so it asks. */
export function ReserveTier({
  view,
  wanted,
  change,
  reserve,
}: {
  view: BillingView;
  wanted: TierTerms;
  change: TierChange;
  reserve: Reserve;
}) {
  const router = useRouter();
  if (change.kind === "same") return null;
  const verb = verbs[change.kind];
  return (
    <ConfirmDialog
      tone="primary"
      trigger={
        <Button size="sm" aria-label={`${verb} ${wanted.name}…`}>
          {verb}…
        </Button>
      }
      title={`${verb} ${wanted.name}?`}
      description={descriptions[change.kind]({ view, change })}
      confirmLabel={change.kind === "keep" ? "Keep it" : "Reserve"}
      dismissLabel="Not now"
      onConfirm={async () => {
        const result = await reserve({ tier: wanted.tier, priceList: view.priceList.version });
        if (!result.ok) return result.error.message;
        toast.success(`${wanted.name} counts from ${change.fromMonth} on.`);
        router.refresh();
        return null;
      }}
    >
      <DetailsList
        className="rounded-md border px-3 sm:[&>div]:grid-cols-[8rem_minmax(0,1fr)]"
        details={[
          { label: "Counts from", value: `${change.fromMonth}, UTC` },
          {
            label: "Price",
            value: (
              <>
                <PerMonth usd={wanted.monthlyUsd} />, now <Usd value={view.terms.monthlyUsd} />
              </>
            ),
          },
          {
            label: "Reserved",
            value: (
              <>
                <Count value={wanted.vex.reserved} /> VEx a month, now <Count value={view.terms.vex.reserved} />
              </>
            ),
          },
        ]}
      />
    </ConfirmDialog>
  );
}

const descriptions: Record<"raise" | "keep" | "lower", (of: { view: BillingView; change: TierChange }) => ReactNode> = {
  raise: ({ change }) =>
    `It counts at once and for the whole of ${change.fromMonth}, at its whole price. Plans that nobody has approved yet have to be estimated again.`,
  keep: ({ view }) => `What was to follow it${view.next ? `, ${view.next.name},` : ""} is taken back.`,
  lower: ({ view, change }) =>
    `${view.month} stays as it is reserved. From ${change.fromMonth} on fewer units are reserved, and those beyond cost more.`,
};
