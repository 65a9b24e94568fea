import type { ReactNode } from "react";
import { cn } from "./class-names";

export type Detail = { label: ReactNode; value: ReactNode };

/** Names and values of one thing, in two columns that become one on a phone. */
export function DetailsList({ details, className }: { details: readonly Detail[]; className?: string }) {
  return (
    <dl className={cn("text-[0.8125rem]", className)}>
      {details.map((detail, at) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is written in a fixed order.
          key={at}
          className="grid gap-x-4 gap-y-0.5 border-b py-2 last:border-0 sm:grid-cols-[11rem_minmax(0,1fr)]"
        >
          <dt className="text-muted-foreground">{detail.label}</dt>
          <dd className="min-w-0 break-words">{detail.value}</dd>
        </div>
      ))}
    </dl>
  );
}
