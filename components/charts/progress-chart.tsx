"use client";

import { Area, AreaChart, CartesianGrid, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { durationText } from "@/lib/kernel/duration-text.ts";
import { ChartFrame } from "./chart-frame";
import { axisTick, gridLine, TipBox } from "./chart-theme";

export type RatePoint = {
  /** Milliseconds since the run began. */
  elapsedMs: number;
  assetsPerSecond: number;
};

export type ProgressChartProps = {
  points: readonly RatePoint[];
  title?: string;
  description?: string;
  heightPx?: number;
};

/** Assets settled per second over the time of a run. */
export function ProgressChart({
  points,
  title = "Assets per second",
  description = "Assets settled in each second of the run.",
  heightPx = 180,
}: ProgressChartProps) {
  return (
    <ChartFrame
      title={title}
      description={description}
      rows={points}
      columns={[
        { heading: "After", cell: (point) => durationText(point.elapsedMs) },
        { heading: "Assets/s", cell: (point) => rateText(point.assetsPerSecond), numeric: true },
      ]}
      emptyText="The first figures come a few seconds after the start."
      heightPx={heightPx}
    >
      <ResponsiveContainer width="100%" height="100%" initialDimension={{ width: 320, height: heightPx }}>
        <AreaChart data={[...points]} margin={{ left: 0, right: 12, top: 6, bottom: 0 }} accessibilityLayer={false}>
          <CartesianGrid vertical={false} {...gridLine} />
          <XAxis
            dataKey="elapsedMs"
            type="number"
            domain={["dataMin", "dataMax"]}
            tickFormatter={durationText}
            tick={axisTick}
            axisLine={{ stroke: "var(--border)" }}
            tickLine={false}
            minTickGap={48}
            height={24}
          />
          <YAxis tick={axisTick} axisLine={false} tickLine={false} width={40} tickFormatter={rateText} />
          <Tooltip
            cursor={{ stroke: "var(--muted-foreground)", strokeWidth: 1 }}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const point = payload?.[0]?.payload as RatePoint | undefined;
              if (!active || !point) return null;
              return (
                <TipBox
                  title={`After ${durationText(point.elapsedMs)}`}
                  lines={[{ label: "Assets/s", value: rateText(point.assetsPerSecond), color: "var(--chart-1)" }]}
                />
              );
            }}
          />
          <Area
            dataKey="assetsPerSecond"
            type="monotone"
            stroke="var(--chart-1)"
            strokeWidth={1.5}
            fill="var(--chart-1)"
            fillOpacity={0.12}
            dot={points.length === 1}
            isAnimationActive={false}
          />
        </AreaChart>
      </ResponsiveContainer>
    </ChartFrame>
  );
}

function rateText(rate: number): string {
  return rate.toLocaleString("en-US", { maximumFractionDigits: rate < 10 ? 1 : 0 });
}
