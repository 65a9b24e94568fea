const steps: [seconds: number, unit: Intl.RelativeTimeFormatUnit][] = [
  [60, "second"],
  [3_600, "minute"],
  [86_400, "hour"],
  [7 * 86_400, "day"],
];

const words = new Intl.RelativeTimeFormat("en", { numeric: "auto" });
const days = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });

/** A time as seen from `nowMs`: "3 minutes ago", "in 2 days"; more than a week away its date, in UTC. */
export function relativeTime(iso: string, nowMs: number): string {
  const seconds = (Date.parse(iso) - nowMs) / 1000;
  const size = Math.abs(seconds);
  if (Number.isNaN(size)) return iso;
  if (size < 10) return "just now";
  let divisor = 1;
  for (const [limit, unit] of steps) {
    if (size < limit) return words.format(Math.trunc(seconds / divisor), unit);
    divisor = limit === 7 * 86_400 ? divisor : limit;
  }
  return days.format(Date.parse(iso));
}

/** A time to the minute in UTC, the same on server and client: "2026-11-21 08:50 UTC". */
export function utcMinute(iso: string): string {
  const time = Date.parse(iso);
  return Number.isNaN(time) ? iso : `${new Date(time).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
