import Link from "next/link";
import { Count } from "@/components/format/count";
import { When } from "@/components/format/when";
import { Callout } from "@/components/ui/callout";
import { Stat, StatRow } from "@/components/ui/stat";
import { stampProfileWords } from "@/lib/kernel/stamp-profiles.ts";
import type { DebtSummary } from "@/lib/stamp-debt/schema.ts";

/** Whether there is anything to say of debts. */
export function hasDebts(summary: DebtSummary): boolean {
  return summary.open !== "0" || summary.lost !== "0";
}

/** How many stamps are owed, how soon that matters, and whom they are asked of. */
export function DebtCard({ slug, summary }: { slug: string; summary: DebtSummary }) {
  const { open, urgent, lost, oldestAt, nextTryAt, byProfile } = summary;
  const profiles = byProfile.map(({ profile, open: count }) => `${count} ${stampProfileWords[profile].label}`);
  return (
    <div className="grid gap-3">
      <StatRow>
        <Stat
          label="Owed"
          value={
            <Link href={`/${slug}/time-stamps?state=open`} className="underline decoration-border underline-offset-4">
              <Count value={open} />
            </Link>
          }
          detail={profiles.join(", ") || "nothing is owed"}
        />
        <Stat label="Urgent" value={<Count value={urgent} />} detail="the certificate ends within a week" />
        <Stat
          label="Lost"
          value={
            <Link href={`/${slug}/time-stamps?state=lost`} className="underline decoration-border underline-offset-4">
              <Count value={lost} />
            </Link>
          }
          detail="can never be had any more"
        />
        <Stat
          label="Oldest"
          value={oldestAt ? <When at={oldestAt} /> : "none"}
          detail={
            nextTryAt ? (
              <>
                next try <When at={nextTryAt} />
              </>
            ) : (
              "no try is due"
            )
          }
        />
      </StatRow>
      {urgent === "0" ? null : (
        <Callout tone="caution" title="Stamp before the certificate ends">
          A manifest without a stamp falls with its signing certificate. Pay these debts, or see below why they stay.
        </Callout>
      )}
    </div>
  );
}
