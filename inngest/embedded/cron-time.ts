/** What each of the five fields allows; null is any. */
export interface Cron {
  minutes: ReadonlySet<number>;
  hours: ReadonlySet<number>;
  days: ReadonlySet<number> | null;
  months: ReadonlySet<number>;
  weekdays: ReadonlySet<number> | null;
}

/** Reads five fields (minute hour day month weekday, in UTC; numbers, `*`, ranges, lists, steps). Throws RangeError otherwise. */
export function parseCron(text: string): Cron {
  const fields = text.trim().split(/\s+/);
  if (fields.length !== 5) throw new RangeError("a schedule has five fields, in UTC and without a time zone");
  const [minute = "", hour = "", day = "", month = "", weekday = ""] = fields;
  const weekdays = weekday === "*" ? null : new Set([...field(weekday, 0, 7)].map((value) => value % 7));
  return {
    minutes: field(minute, 0, 59),
    hours: field(hour, 0, 23),
    days: day === "*" ? null : field(day, 1, 31),
    months: field(month, 1, 12),
    weekdays,
  };
}

/** The last minute at or before `now` that the schedule names; null where there is none within a year and a day. */
export function lastTick(cron: Cron, now: Date): Date | null {
  const tick = new Date(now);
  tick.setUTCSeconds(0, 0);
  const earliest = now.getTime() - 367 * 86_400_000;
  while (tick.getTime() >= earliest) {
    if (!onDay(cron, tick)) tick.setTime(Math.floor(tick.getTime() / 86_400_000) * 86_400_000 - 60_000);
    else if (!cron.hours.has(tick.getUTCHours()))
      tick.setTime(Math.floor(tick.getTime() / 3_600_000) * 3_600_000 - 60_000);
    else if (!cron.minutes.has(tick.getUTCMinutes())) tick.setTime(tick.getTime() - 60_000);
    else return tick;
  }
  return null;
}

/** POSIX: where both the day of the month and the weekday are restricted, either will do. */
function onDay({ days, months, weekdays }: Cron, at: Date): boolean {
  if (!months.has(at.getUTCMonth() + 1)) return false;
  const ofMonth = days?.has(at.getUTCDate()) ?? null;
  const ofWeek = weekdays?.has(at.getUTCDay()) ?? null;
  if (ofMonth !== null && ofWeek !== null) return ofMonth || ofWeek;
  return ofMonth ?? ofWeek ?? true;
}

function field(text: string, low: number, high: number): Set<number> {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const match = /^(?:\*|(\d+)(?:-(\d+))?)(?:\/(\d+))?$/.exec(part);
    if (!match) throw new RangeError(`"${part}" is no part of a schedule that is understood here`);
    const from = match[1] === undefined ? low : Number(match[1]);
    const open = match[1] === undefined || (match[3] !== undefined && match[2] === undefined);
    const to = match[2] !== undefined ? Number(match[2]) : open ? high : from;
    const every = Number(match[3] ?? 1);
    if (from < low || to > high || from > to || every < 1)
      throw new RangeError(`"${part}" is outside ${low} to ${high}`);
    for (let value = from; value <= to; value += every) values.add(value);
  }
  return values;
}
