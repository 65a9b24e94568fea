"use client";

import { Bar, BarChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { truncateMiddle, visibleText } from "@/components/format/visible-text";
import { ChartFrame } from "./chart-frame";
import { axisTick, cursorFill, gridLine, percentText, TipBox } from "./chart-theme";

export type StratumBar = {
  /** The stratum's name: "image/jpeg · 100–500 kB". May hold a stranger's prefix. */
  label: string;
  population: number;
  drawn: number;
};

export type StrataChartProps = {
  strata: readonly StratumBar[];
  title?: string;
  description?: string;
  /** Strata drawn in the picture, largest first; the table holds all. */
  most?: number;
};

/** For each stratum its share of the population beside its share of what was drawn. */
export function StrataChart({
  strata,
  title = "Strata",
  description = "Each stratum's share of the bucket beside its share of the sample.",
  most = 12,
}: StrataChartProps) {
  const population = strata.reduce((sum, each) => sum + each.population, 0) || 1;
  const drawn = strata.reduce((sum, each) => sum + each.drawn, 0) || 1;
  const rows = strata
    .map((each) => ({
      ...each,
      label: visibleText(each.label),
      populationShare: each.population / population,
      drawnShare: each.drawn / drawn,
    }))
    .sort((a, b) => b.population - a.population);
  const shown = rows.slice(0, most);
  return (
    <ChartFrame
      title={title}
      description={
        rows.length > shown.length ? `${description} The ${most} largest of ${rows.length} are drawn.` : description
      }
      legend={[
        { label: "Bucket", color: "var(--chart-2)" },
        { label: "Sample", color: "var(--chart-1)" },
      ]}
      rows={rows}
      columns={[
        { heading: "Stratum", cell: (row) => row.label },
        { heading: "Objects", cell: (row) => row.population.toLocaleString("en-US"), numeric: true },
        { heading: "Share", cell: (row) => percentText(row.populationShare), numeric: true },
        { heading: "Drawn", cell: (row) => row.drawn.toLocaleString("en-US"), numeric: true },
        { heading: "Share drawn", cell: (row) => percentText(row.drawnShare), numeric: true },
      ]}
      heightPx={Math.max(120, shown.length * 34 + 28)}
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 320, height: 120 }}>
        <BarChart
          data={shown}
          layout="vertical"
          margin={{ left: 0, right: 16, top: 0, bottom: 0 }}
          barGap={1}
          barCategoryGap={7}
          accessibilityLayer={false}
        >
          <CartesianGrid horizontal={false} {...gridLine} />
          <XAxis
            type="number"
            tickFormatter={percentText}
            tick={axisTick}
            axisLine={false}
            tickLine={false}
            height={24}
            interval="equidistantPreserveStart"
          />
          <YAxis
            type="category"
            dataKey="label"
            width={150}
            interval={0}
            tick={axisTick}
            tickFormatter={axisLabel}
            axisLine={false}
            tickLine={false}
          />
          <Tooltip
            cursor={cursorFill}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = payload?.[0]?.payload as (typeof rows)[number] | undefined;
              if (!active || !row) return null;
              return (
                <TipBox
                  title={row.label}
                  lines={[
                    {
                      label: "Bucket",
                      value: `${row.population.toLocaleString("en-US")} · ${percentText(row.populationShare)}`,
                      color: "var(--chart-2)",
                    },
                    {
                      label: "Sample",
                      value: `${row.drawn.toLocaleString("en-US")} · ${percentText(row.drawnShare)}`,
                      color: "var(--chart-1)",
                    },
                  ]}
                />
              );
            }}
          />
          <Bar
            dataKey="populationShare"
            fill="var(--chart-2)"
            radius={[0, 2, 2, 0]}
            barSize={9}
            isAnimationActive={false}
          />
          <Bar dataKey="drawnShare" fill="var(--chart-1)" radius={[0, 2, 2, 0]} barSize={9} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

/** One line of axis: cut in the middle, with spaces at which the chart does not break. */
function axisLabel(label: string): string {
  return truncateMiddle(label, 24).replaceAll(" ", "\u00a0");
}
