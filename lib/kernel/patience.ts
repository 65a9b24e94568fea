/** How long may be waited for what moves so many bytes: a megabyte a second, on top of what a small answer may take. */
export function patienceMs(baseMs: number, sizeBytes: number): number {
  return baseMs + Math.ceil(sizeBytes / 1000);
}
