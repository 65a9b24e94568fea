const unitMs: Record<string, number> = { ms: 1, s: 1e3, m: 6e4, h: 36e5, d: 864e5, w: 6048e5 };

/** The milliseconds from `now` that an SDK time names: `1d2h30s`, or an ISO moment (never less than 0). Throws on anything else. */
export function durationMs(text: string, now: Date): number {
  if (/^(\d+(\.\d+)?(ms|[smhdw]))+$/.test(text)) {
    let total = 0;
    for (const [, count, unit] of text.matchAll(/(\d+(?:\.\d+)?)(ms|[smhdw])/g))
      total += Number(count) * (unitMs[unit ?? ""] ?? 0);
    return total;
  }
  const moment = Date.parse(text);
  if (Number.isNaN(moment)) throw new RangeError(`"${text}" is neither a duration nor a moment`);
  return Math.max(0, moment - now.getTime());
}

/** RFC 9110's Retry-After in milliseconds from `now`: seconds or a date. Null where there is none. */
export function retryAfterMs(header: string | undefined, now: Date): number | null {
  if (!header) return null;
  if (/^\d+(\.\d+)?$/.test(header)) return Number(header) * 1000;
  const moment = Date.parse(header);
  return Number.isNaN(moment) ? null : Math.max(0, moment - now.getTime());
}
