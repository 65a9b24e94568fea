import Link from "next/link";
import { cn } from "@/components/ui/class-names";
import { type DebtState, debtStates } from "@/lib/stamp-debt/debt-states.ts";

const labels: Record<DebtState, string> = { open: "Owed", paid: "Paid later", lost: "Lost" };

/** Which debts are listed, as links. */
export function DebtTabs({ href, current }: { href: (state: DebtState) => string; current: DebtState }) {
  return (
    <nav aria-label="Debts by state" className="flex flex-wrap gap-1">
      {debtStates.map((state) => (
        <Link
          key={state}
          href={href(state)}
          scroll={false}
          aria-current={state === current ? "page" : undefined}
          className={cn(
            "rounded-md px-2.5 py-1 text-muted-foreground text-xs hover:bg-accent",
            state === current && "bg-muted font-medium text-foreground",
          )}
        >
          {labels[state]}
        </Link>
      ))}
    </nav>
  );
}
