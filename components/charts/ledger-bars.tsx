"use client";

import { Bar, BarChart, CartesianGrid, ErrorBar, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { Usd } from "@/components/format/usd";
import { formatUsd, parseUsd } from "@/lib/kernel/money";
import { ChartFrame } from "./chart-frame";
import { axisTick, cursorFill, gridLine, TipBox } from "./chart-theme";

export type LedgerBar = {
  label: string;
  /** Decimal strings of dollars. */
  estimateUsd: string;
  lowUsd: string;
  highUsd: string;
  /** What it cost so far; null before the run. */
  actualUsd?: string | null;
};

export type LedgerBarsProps = { lines: readonly LedgerBar[]; title?: string; description?: string };

/** Each ledger line's estimate with its interval as whiskers, and what it really cost beside it. */
export function LedgerBars({ lines, title = "Ledger", description }: LedgerBarsProps) {
  const hasActual = lines.some((line) => line.actualUsd != null);
  const rows = lines.map((line) => ({ ...line, ...bar(line) }));
  return (
    <ChartFrame
      title={title}
      description={
        description ??
        `Estimated cost of each line with its interval${hasActual ? ", and the actual cost beside it" : ""}.`
      }
      legend={[
        { label: "Estimate", color: "var(--chart-2)" },
        ...(hasActual ? [{ label: "Actual", color: "var(--chart-1)" }] : []),
        { label: "Interval", color: "var(--foreground)", shape: "line" as const },
      ]}
      rows={rows}
      columns={[
        { heading: "Line", cell: (row) => row.label },
        { heading: "Estimate", cell: (row) => <Usd value={row.estimateUsd} />, numeric: true },
        { heading: "Low", cell: (row) => <Usd value={row.lowUsd} />, numeric: true },
        { heading: "High", cell: (row) => <Usd value={row.highUsd} />, numeric: true },
        ...(hasActual
          ? [
              {
                heading: "Actual",
                cell: (row: LedgerBar) => (row.actualUsd == null ? "–" : <Usd value={row.actualUsd} />),
                numeric: true,
              },
            ]
          : []),
      ]}
      heightPx={Math.max(120, rows.length * (hasActual ? 40 : 32) + 28)}
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 320, height: 120 }}>
        <BarChart
          data={rows}
          layout="vertical"
          margin={{ left: 0, right: 20, top: 0, bottom: 0 }}
          barGap={2}
          accessibilityLayer={false}
        >
          <CartesianGrid horizontal={false} {...gridLine} />
          <XAxis
            type="number"
            tickFormatter={axisUsd}
            tick={axisTick}
            axisLine={false}
            tickLine={false}
            height={24}
            // Where there is no room for all, every second one, not all but one.
            interval="equidistantPreserveStart"
          />
          <YAxis
            type="category"
            dataKey="label"
            width={110}
            interval={0}
            tick={axisTick}
            axisLine={false}
            tickLine={false}
          />
          <Tooltip
            cursor={cursorFill}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = payload?.[0]?.payload as (typeof rows)[number] | undefined;
              return active && row ? <TipBox title={row.label} lines={tipLines(row)} /> : null;
            }}
          />
          <Bar dataKey="estimate" fill="var(--chart-2)" radius={[0, 2, 2, 0]} barSize={11} isAnimationActive={false}>
            <ErrorBar
              dataKey="interval"
              direction="x"
              width={4}
              strokeWidth={1.25}
              stroke="var(--foreground)"
              isAnimationActive={false}
            />
          </Bar>
          {hasActual ? (
            <Bar dataKey="actual" fill="var(--chart-1)" radius={[0, 2, 2, 0]} barSize={11} isAnimationActive={false} />
          ) : null}
        </BarChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

/** Lengths for drawing only: pixels need no exact money, the table beside them shows the decimal strings. */
function bar(line: LedgerBar) {
  const estimate = Number(line.estimateUsd);
  return {
    estimate,
    interval: [Math.max(0, estimate - Number(line.lowUsd)), Math.max(0, Number(line.highUsd) - estimate)] as [
      number,
      number,
    ],
    actual: line.actualUsd == null ? null : Number(line.actualUsd),
  };
}

function tipLines(line: LedgerBar) {
  return [
    { label: "Estimate", value: <Usd value={line.estimateUsd} />, color: "var(--chart-2)" },
    { label: "Interval", value: `${formatUsd(parseUsd(line.lowUsd))} – ${formatUsd(parseUsd(line.highUsd))}` },
    ...(line.actualUsd == null
      ? []
      : [{ label: "Actual", value: <Usd value={line.actualUsd} />, color: "var(--chart-1)" }]),
  ];
}

function axisUsd(amount: number): string {
  return formatUsd(BigInt(Math.round(amount * 1e9)));
}
