import type pg from "pg";
import { AggregatorRegistry, type Registry } from "prom-client";

interface Series {
  name: string;
  labels: string;
  value: number;
}

/**
 * The table metric_total: what all processes counted, restarts included. A process that is killed takes with it what it
 * counted since its last `add`; a commit whose answer was lost may be added twice. The books are `run`, `receipt` and
 * `usage`: these figures are for rates and alarms.
 */
export function makeMetricTotals(pool: pg.Pool, registry: Registry) {
  /** Of each series, how much of it is in the table. */
  const added = new Map<string, number>();
  let adding: Promise<void> = Promise.resolve();

  async function addNew(): Promise<void> {
    const counted = await seriesOf(registry);
    const more = counted
      .map((series) => ({ ...series, value: series.value - (added.get(keyOf(series)) ?? 0) }))
      .filter(({ value }) => value > 0);
    if (more.length === 0) return;
    // In one order, so that two processes that add at once wait for each other and never in a circle.
    await pool.query(
      `insert into metric_total (name, labels, value)
       select name, labels, value from jsonb_to_recordset($1::jsonb) as r(name text, labels text, value float8)
       order by name, labels
       on conflict (name, labels) do update set value = metric_total.value + excluded.value`,
      [JSON.stringify(more)],
    );
    for (const series of counted) added.set(keyOf(series), series.value);
  }

  return {
    /** One after another, whoever asks: what is being added must not be counted as new meanwhile. */
    add(): Promise<void> {
      const next = adding.catch(() => {}).then(addNew);
      adding = next;
      return next;
    },
    /** The registry's metrics with the totals for their values, as text. */
    async text(): Promise<string> {
      const { rows } = await pool.query<Series>("select name, labels, value from metric_total");
      const totals = new Map(rows.map((row) => [keyOf(row), row.value]));
      const metrics = await registry.getMetricsAsJSON();
      const told = metrics.map((metric) => ({
        ...metric,
        values: metric.values.map((value) => ({
          ...value,
          value: totals.get(keyOf(asSeries(metric.name, value))) ?? 0,
        })),
      }));
      return AggregatorRegistry.aggregate([told]).metrics();
    },
  };
}

type Told = { metricName?: string; labels: object; value: number };

async function seriesOf(registry: Registry): Promise<Series[]> {
  const metrics = await registry.getMetricsAsJSON();
  return metrics.flatMap(({ name, values }) => values.map((value) => asSeries(name, value)));
}

/** A histogram's values carry names of their own: its buckets, their sum and their count. */
function asSeries(name: string, { metricName, labels, value }: Told): Series {
  const sorted = Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1));
  return { name: metricName ?? name, labels: JSON.stringify(Object.fromEntries(sorted)), value };
}

function keyOf({ name, labels }: Pick<Series, "name" | "labels">): string {
  return `${name} ${labels}`;
}
