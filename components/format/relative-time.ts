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

/** A length of time in its two largest units: "2 h 05 min", "14 s". Takes milliseconds. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${String(seconds % 60).padStart(2, "0")} s`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, "0")} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}
