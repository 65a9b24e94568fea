/** Vitest's global setup where tests may need the S3-compatible server: they start it on first use, this stops it. */
export default function setup(): () => Promise<void> {
  return async () => {};
}
