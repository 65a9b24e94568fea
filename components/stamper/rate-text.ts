/** "1 request in 15 s": a rate in the largest unit that divides it. */
export function rateText({ requests, windowMs }: { requests: number; windowMs: number }): string {
  const what = requests === 1 ? "1 request" : `${requests.toLocaleString("en-US")} requests`;
  if (windowMs === 3_600_000) return `${what} an hour`;
  if (windowMs === 60_000) return `${what} a minute`;
  if (windowMs === 1_000) return `${what} a second`;
  if (windowMs % 1_000 === 0) return `${what} in ${windowMs / 1_000} s`;
  return `${what} in ${windowMs.toLocaleString("en-US")} ms`;
}
