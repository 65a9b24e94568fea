import { durationText } from "@/lib/kernel/duration-text.ts";

/** A length of time, given in milliseconds, in its two largest units. */
export function Duration({ ms, className }: { ms: number; className?: string }) {
  return <span className={className ?? "num whitespace-nowrap"}>{durationText(ms)}</span>;
}
