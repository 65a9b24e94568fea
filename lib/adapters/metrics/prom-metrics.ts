import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Metrics } from "../../ports/metrics.ts";

/** Prometheus metrics in a registry of their own, so that two wirings in one process do not collide. Made on first use. */
export function makePromMetrics(processName: string): Metrics {
  let made: ReturnType<typeof makeRegistry> | undefined;
  const metrics = () => {
    made ??= makeRegistry(processName);
    return made;
  };

  return {
    requestAnswered({ method, route, status, seconds }) {
      metrics().answered.inc({ method, route, status: String(status) });
      metrics().duration.observe({ method, route }, seconds);
    },
    gauge(name, help, values) {
      const { registry } = metrics();
      const known = registry.getSingleMetric(name) as Gauge | undefined;
      const labelNames = Object.keys(values[0]?.labels ?? {});
      const gauge = known ?? new Gauge({ name, help, labelNames, registers: [registry] });
      gauge.reset();
      for (const { labels, value } of values) gauge.set(labels, value);
    },
    async expose() {
      const { registry } = metrics();
      return { contentType: registry.contentType, text: await registry.metrics() };
    },
  };
}

function makeRegistry(processName: string) {
  const registry = new Registry();
  registry.setDefaultLabels({ process: processName });
  collectDefaultMetrics({ register: registry });
  const answered = new Counter({
    name: "c2c_http_requests_total",
    help: "Answered HTTP requests by method, route template and status",
    labelNames: ["method", "route", "status"],
    registers: [registry],
  });
  const duration = new Histogram({
    name: "c2c_http_request_duration_seconds",
    help: "Seconds from a request's arrival to its answer's headers",
    labelNames: ["method", "route"],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return { registry, answered, duration };
}
