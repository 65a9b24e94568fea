const minuteMs = 60_000;
const pauseMsMax = 6 * 3_600_000;

/**
 * How long to leave a debt alone after so many tries: 2, 4, 8 minutes and on to six hours, or as long as the authority
 * said; spread by up to a quarter, so that what failed together does not come back together. `random` is in [0, 1).
 */
export function pauseMs(tries: number, random: number, retryAfterMs = 0): number {
  const grown = Math.min(pauseMsMax, 2 ** Math.min(tries, 20) * minuteMs);
  return Math.round(Math.max(grown, retryAfterMs) * (1 + random / 4));
}
