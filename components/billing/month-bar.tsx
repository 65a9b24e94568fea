import { Count } from "@/components/format/count";
import type { UnitStanding } from "@/lib/billing/schema.ts";

/**
 * A month's units beside what is reserved: used, under way, and the mark behind which overage begins. The figures stand below,
 * so that nobody has to read them from lengths.
 */
export function MonthBar({ standing, label }: { standing: UnitStanding; label: string }) {
  const { reserved, used, projected, projectedOverage } = standing;
  const [of, so, all] = [Number(reserved), Number(used), Number(projected.estimate)];
  const width = Math.max(of, all, 1) * 1.04;
  const percent = (units: number) => `${((units / width) * 100).toFixed(3)}%`;
  const parts = [
    { name: "Used", units: used, classes: "bg-chart-1" },
    { name: "Under way", units: String(all - so), classes: "bg-chart-1/45" },
    { name: "Overage, projected", units: projectedOverage.estimate, classes: "bg-caution" },
  ];
  return (
    <figure className="grid gap-2.5">
      <figcaption className="flex flex-wrap items-baseline justify-between gap-x-4 text-[0.8125rem]">
        <span className="font-medium">{label}</span>
        <span className="num text-muted-foreground text-xs">
          <Count value={used} /> used of <Count value={reserved} /> reserved
        </span>
      </figcaption>
      <div aria-hidden="true" className="relative h-3 overflow-hidden rounded-[4px] bg-accent">
        <div className="absolute inset-y-0 left-0 bg-chart-1/45" style={{ width: percent(Math.min(all, of)) }} />
        <div className="absolute inset-y-0 left-0 bg-chart-1" style={{ width: percent(Math.min(so, of)) }} />
        {all > of ? (
          <div className="absolute inset-y-0 bg-caution/55" style={{ left: percent(of), width: percent(all - of) }} />
        ) : null}
        {so > of ? (
          <div className="absolute inset-y-0 bg-caution" style={{ left: percent(of), width: percent(so - of) }} />
        ) : null}
        <div className="absolute inset-y-0 w-0.5 bg-foreground" style={{ left: percent(of) }} />
      </div>
      <dl className="flex flex-wrap gap-x-5 gap-y-1 text-xs">
        {parts.map(({ name, units, classes }) => (
          <div key={name} className="flex items-center gap-1.5">
            <span aria-hidden="true" className={`size-2 rounded-[2px] ${classes}`} />
            <dt className="text-muted-foreground">{name}</dt>
            <dd>
              <Count value={units} />
            </dd>
          </div>
        ))}
        <div className="flex items-center gap-1.5">
          <span aria-hidden="true" className="h-2.5 w-0.5 bg-foreground" />
          <dt className="text-muted-foreground">Reserved</dt>
          <dd>
            <Count value={reserved} />
          </dd>
        </div>
      </dl>
    </figure>
  );
}
