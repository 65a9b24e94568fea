/** How much was counted within the last `windowMs`, by the second; of a younger process, within its life. `nowMs` must not run backwards. */
export function makeRecentRate(windowMs: number, startedMs: number) {
  let counted: { atMs: number; count: number }[] = [];
  return {
    add(count: number, nowMs: number): void {
      if (count > 0) counted.push({ atMs: nowMs, count });
    },
    perSecond(nowMs: number): number {
      counted = counted.filter(({ atMs }) => atMs > nowMs - windowMs);
      const sum = counted.reduce((total, { count }) => total + count, 0);
      // A second at least: what a process settled in its first moments is no rate.
      return (sum * 1000) / Math.min(windowMs, Math.max(1000, nowMs - startedMs));
    },
  };
}
