import type { ReactNode } from "react";
import { cn } from "./class-names";

export type ProgressProps = {
  /** How much is done, in the same unit as `max`. */
  value: number;
  max: number;
  label: ReactNode;
  /** Right of the label: "1,204 of 5,000". The percentage where left out. */
  detail?: ReactNode;
  className?: string;
};

/** A bar for work of known length. Never shows 100 % before all is done. */
export function Progress({ value, max, label, detail, className }: ProgressProps) {
  const done = Math.min(Math.max(value, 0), max);
  const percent = max <= 0 ? 0 : done >= max ? 100 : Math.min(99.9, (done / max) * 100);
  const shown = `${percent >= 100 || percent === 0 ? percent : percent.toFixed(1)} %`;
  return (
    <div className={cn("grid gap-1.5", className)}>
      <div className="flex items-baseline justify-between gap-3 text-[0.8125rem]">
        <span className="truncate font-medium">{label}</span>
        <span className="num whitespace-nowrap text-muted-foreground text-xs">{detail ?? shown}</span>
      </div>
      <div
        role="progressbar"
        aria-label={typeof label === "string" ? label : "Progress"}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.floor(percent)}
        aria-valuetext={shown}
        className="h-1.5 overflow-hidden rounded-full bg-accent"
      >
        <div
          className="h-full rounded-full bg-chart-1 transition-[width] duration-500 ease-out"
          style={{ width: `${percent}%` }}
        />
      </div>
    </div>
  );
}
