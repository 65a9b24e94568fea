import { Counter, Histogram, Registry } from "prom-client";
import { failReasons } from "../../kernel/outcome.ts";
import { leaseKinds, type Metrics } from "../../ports/metrics.ts";

type WorkMetrics = Pick<
  Metrics,
  "objectsSettled" | "assetSigned" | "retried" | "leasesLost" | "checkpointed" | "jobDone"
>;

/** What is counted of the work, in one process since its start. Every series is there from the first moment, at zero. */
export function makeWorkMetrics(): WorkMetrics & { registry: Registry } {
  const registry = new Registry();
  const counter = (name: string, help: string, label?: { name: string; values: readonly string[] }) => {
    const made = new Counter({ name, help, labelNames: label ? [label.name] : [], registers: [registry] });
    for (const value of label?.values ?? []) made.inc({ [label?.name ?? ""]: value }, 0);
    return made;
  };
  const objects = counter("c2c_objects_processed_total", "Objects settled for good, by outcome", {
    name: "outcome",
    values: ["signed", "skipped", "failed"],
  });
  const bytes = counter("c2c_bytes_processed_total", "Bytes of the objects that were settled");
  const retries = counter("c2c_retries_total", "Attempts at objects that failed and are made again, by class", {
    name: "why",
    values: failReasons,
  });
  const leases = counter("c2c_lease_losses_total", "Leases that ran out and were taken over, by what was leased", {
    name: "of",
    values: leaseKinds,
  });
  const checkpoint = counter("c2c_checkpoint_seconds_total", "Seconds spent writing down the results of durable steps");
  const checkpoints = counter("c2c_checkpoints_total", "Results of durable steps that were written down");
  const jobs = counter("c2c_durable_seconds_total", "Seconds spent in durable functions, their checkpoints included");
  const signed = new Histogram({
    name: "c2c_sign_duration_seconds",
    help: "Seconds from an object's beginning until its manifest was read back Trusted",
    buckets: [0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers: [registry],
  });
  return {
    registry,
    objectsSettled(counts) {
      for (const outcome of ["signed", "skipped", "failed"] as const) objects.inc({ outcome }, counts[outcome]);
      bytes.inc(counts.bytes);
    },
    assetSigned: (seconds) => signed.observe(seconds),
    retried: (why, times) => retries.inc({ why }, times),
    leasesLost: (of, count) => leases.inc({ of }, count),
    checkpointed(seconds) {
      checkpoint.inc(seconds);
      checkpoints.inc();
    },
    jobDone: (seconds) => jobs.inc(seconds),
  };
}
