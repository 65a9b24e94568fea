import { percentText } from "@/components/charts/chart-theme";
import type { ShareView } from "@/lib/sample/schema.ts";

/** A share with its 95 % interval, in words and as a band on a line from 0 to 100 %. */
export function ShareRange({ share }: { share: ShareView }) {
  return (
    <div className="grid gap-1">
      <p className="num whitespace-nowrap">
        <span className="font-medium">{percentText(share.share)}</span>{" "}
        <span className="text-muted-foreground text-xs">
          {percentText(share.low)} – {percentText(share.high)}
        </span>
      </p>
      <div aria-hidden="true" className="relative h-1.5 w-full min-w-24 rounded-full bg-accent">
        <div
          className="absolute inset-y-0 rounded-full bg-chart-2"
          style={{ left: `${share.low * 100}%`, width: `${Math.max(0.5, (share.high - share.low) * 100)}%` }}
        />
        <div
          className="absolute -inset-y-0.5 w-0.5 -translate-x-1/2 rounded-full bg-foreground"
          style={{ left: `${share.share * 100}%` }}
        />
      </div>
    </div>
  );
}
