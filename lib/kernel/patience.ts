/** The longest that a timer of Node's can wait, some 24 days: what is asked to wait longer ends at once, or is refused. */
const timerMsMax = 2 ** 31 - 1;

/** How long may be waited for what moves so many bytes: a megabyte a second, on top of what a small answer may take. */
export function patienceMs(baseMs: number, sizeBytes: number): number {
  return Math.min(timerMsMax, baseMs + Math.ceil(sizeBytes / 1000));
}
