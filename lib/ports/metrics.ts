/** Figures of this one process, for a Prometheus server to collect. */
export interface Metrics {
  /** One answered request. `route` is the template (`/api/v1/runs/{runId}`), never the address itself: ids would make a series each. */
  requestAnswered(request: { method: string; route: string; status: number; seconds: number }): void;
  /** The state of the world as it was just read, such as processes alive: replaces what was said before. */
  gauge(name: string, help: string, values: { labels: Record<string, string>; value: number }[]): void;
  /** The text exposition format, and its content type. */
  expose(): Promise<{ contentType: string; text: string }>;
}
