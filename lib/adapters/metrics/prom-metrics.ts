import type pg from "pg";
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Metrics } from "../../ports/metrics.ts";
import { makeMetricTotals } from "./metric-totals.ts";
import { makeRecentRate } from "./recent-rate.ts";
import { makeWorkMetrics } from "./work-metrics.ts";

/** Prometheus metrics in registries of their own, so that two wirings in one process do not collide. Those of the process are made on first use. */
export function makePromMetrics(processName: string, pool: pg.Pool): Metrics {
  let made: ReturnType<typeof makeRegistry> | undefined;
  const metrics = () => {
    made ??= makeRegistry(processName);
    return made;
  };
  const { registry: counted, ...work } = makeWorkMetrics();
  const totals = makeMetricTotals(pool, counted);
  const rate = makeRecentRate(60_000, performance.now());

  return {
    ...work,
    objectsSettled(counts) {
      work.objectsSettled(counts);
      rate.add(counts.signed + counts.skipped + counts.failed, performance.now());
    },
    assetsPerSecond: () => rate.perSecond(performance.now()),
    requestAnswered({ method, route, status, seconds }) {
      metrics().answered.inc({ method, route, status: String(status) });
      metrics().duration.observe({ method, route }, seconds);
    },
    gauge(name, help, values) {
      const { registry } = metrics();
      const known = registry.getSingleMetric(name) as Gauge | undefined;
      // Which labels it has, its first values tell: a state that could not be read yet makes none.
      if (!known && values.length === 0) return;
      const labelNames = Object.keys(values[0]?.labels ?? {});
      const gauge = known ?? new Gauge({ name, help, labelNames, registers: [registry] });
      gauge.reset();
      for (const { labels, value } of values) gauge.set(labels, value);
    },
    flush: () => totals.add(),
    async expose() {
      const { registry } = metrics();
      const ofAll = await totals
        .add()
        .then(() => totals.text())
        .catch(() => "");
      return { contentType: registry.contentType, text: `${await registry.metrics()}${ofAll}` };
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
