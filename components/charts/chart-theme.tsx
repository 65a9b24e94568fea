import type { ReactNode } from "react";

/** Looks that every chart shares, all from the theme's variables. */
export const axisTick = { fill: "var(--muted-foreground)", fontSize: 11 } as const;
export const gridLine = { stroke: "var(--chart-grid)", strokeDasharray: undefined } as const;
export const cursorFill = { fill: "var(--muted)", fillOpacity: 0.7 } as const;

/** The box beside the pointer. */
export function TipBox({
  title,
  lines,
}: {
  title: ReactNode;
  lines: readonly { label: string; value: ReactNode; color?: string }[];
}) {
  return (
    <div className="max-w-72 rounded-md border bg-surface px-2.5 py-2 text-foreground text-xs shadow-pop">
      <p className="mb-1 break-all font-medium">{title}</p>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-0.5">
        {lines.map((line) => (
          <div key={line.label} className="contents">
            <dt className="inline-flex items-center gap-1.5 text-muted-foreground">
              {line.color ? (
                <span aria-hidden="true" className="size-2 rounded-[2px]" style={{ background: line.color }} />
              ) : null}
              {line.label}
            </dt>
            <dd className="num text-right">{line.value}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** A share in [0, 1] as a percentage. */
export function percentText(share: number): string {
  // Rounded first: of two shares that floating point tells apart in the last digit, one would read "1 %" and one "1.0 %".
  const percent = Number((share * 100).toFixed(6));
  return `${percent !== 0 && percent < 1 ? percent.toFixed(1) : Math.round(percent)} %`;
}
