import type { ReactNode } from "react";
import { cn } from "./class-names";

export type StatProps = {
  label: ReactNode;
  /** The figure itself: a string, or <Count>, <Bytes>, <Usd>. */
  value: ReactNode;
  /** What the figure stands beside: an interval, an estimate, a unit. */
  detail?: ReactNode;
  className?: string;
};

/** One figure with its name. Put several in a StatRow. */
export function Stat({ label, value, detail, className }: StatProps) {
  return (
    <div className={cn("grid min-w-0 content-start gap-1 bg-surface px-4 py-3", className)}>
      <dt className="truncate text-muted-foreground text-xs">{label}</dt>
      <dd className="num truncate font-medium text-xl leading-tight tracking-tight">{value}</dd>
      {detail ? <dd className="num text-pretty text-muted-foreground text-xs">{detail}</dd> : null}
    </div>
  );
}

/** Stats side by side in one hairline frame; two to a row on a phone. */
export function StatRow({ children, className }: { children: ReactNode; className?: string }) {
  return (
    <dl
      className={cn(
        "grid grid-cols-2 gap-px overflow-hidden rounded-lg border bg-border sm:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))] [&>*:last-child:nth-child(odd)]:col-span-2 sm:[&>*:last-child:nth-child(odd)]:col-span-1",
        className,
      )}
    >
      {children}
    </dl>
  );
}
