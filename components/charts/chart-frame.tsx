import type { ReactNode } from "react";
import { useId } from "react";
import { cn } from "@/components/ui/class-names";
import { ScrollRegion } from "@/components/ui/scroll-region";

export type ChartColumn<Row> = { heading: string; cell: (row: Row) => ReactNode; numeric?: boolean };

export type ChartFrameProps<Row> = {
  title: string;
  /** One sentence that says what the picture shows, for those who do not see it and those who do. */
  description: string;
  legend?: readonly { label: string; color: string; shape?: "bar" | "line" }[];
  rows: readonly Row[];
  columns: readonly ChartColumn<Row>[];
  /** Shown in place of the picture when there are no rows. */
  emptyText?: string;
  heightPx: number;
  className?: string;
  children: ReactNode;
};

/** Title, description, legend, a picture of fixed height and the same figures as a table for everyone who wants them. */
export function ChartFrame<Row>(props: ChartFrameProps<Row>) {
  const { title, description, legend, rows, columns, emptyText = "Nothing to draw yet.", heightPx, children } = props;
  const id = useId();
  return (
    <figure aria-labelledby={`${id}-title`} aria-describedby={`${id}-text`} className={cn("min-w-0", props.className)}>
      <figcaption className="mb-3 flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <div className="min-w-0">
          <p id={`${id}-title`} className="font-medium text-[0.8125rem]">
            {title}
          </p>
          <p id={`${id}-text`} className="text-pretty text-muted-foreground text-xs">
            {description}
          </p>
        </div>
        {legend ? <Legend entries={legend} /> : null}
      </figcaption>
      {rows.length === 0 ? (
        <div
          style={{ height: heightPx }}
          className="grid place-items-center rounded-md border border-dashed text-muted-foreground text-xs"
        >
          {emptyText}
        </div>
      ) : (
        <div aria-hidden="true" style={{ height: heightPx }} className="text-xs [&_*]:outline-none">
          {children}
        </div>
      )}
      {rows.length > 0 ? <Figures title={title} rows={rows} columns={columns} /> : null}
    </figure>
  );
}

function Legend({ entries }: { entries: NonNullable<ChartFrameProps<unknown>["legend"]> }) {
  return (
    <ul className="flex flex-wrap gap-x-4 gap-y-1 text-muted-foreground text-xs">
      {entries.map((entry) => (
        <li key={entry.label} className="inline-flex items-center gap-1.5">
          <span
            aria-hidden="true"
            className={entry.shape === "line" ? "h-0.5 w-3 rounded-full" : "size-2.5 rounded-[2px]"}
            style={{ background: entry.color }}
          />
          {entry.label}
        </li>
      ))}
    </ul>
  );
}

function Figures<Row>({
  title,
  rows,
  columns,
}: {
  title: string;
  rows: readonly Row[];
  columns: readonly ChartColumn<Row>[];
}) {
  return (
    <details className="mt-2 text-xs">
      <summary className="w-fit cursor-pointer rounded-sm text-muted-foreground hover:text-foreground">
        Figures<span className="sr-only"> of {title}</span>
      </summary>
      <ScrollRegion label={`Figures: ${title}`} className="mt-2 max-h-64 rounded-md border">
        <table className="w-full">
          <thead className="sticky top-0 bg-sidebar text-muted-foreground">
            <tr>
              {columns.map((column) => (
                <th
                  key={column.heading}
                  scope="col"
                  className={cn("px-3 py-1.5 font-medium", column.numeric ? "text-right" : "text-left")}
                >
                  {column.heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, at) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: figures stand in the series' order.
              <tr key={at} className="border-t">
                {columns.map((column) => (
                  <td key={column.heading} className={cn("px-3 py-1.5", column.numeric && "num text-right")}>
                    {column.cell(row)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  );
}
