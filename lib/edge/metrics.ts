import { createHash, timingSafeEqual } from "node:crypto";
import { Fault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import type { Wiring } from "../wire.ts";
import { respondFault } from "./answer.ts";
import { readBeats } from "./health.ts";
import { isFromLoopback } from "./origin.ts";
import { readQueueDepth } from "./queue-depth.ts";

/**
 * The installation's metrics and this process's own, in Prometheus's text format. With C2C_METRICS_TOKEN set, for its bearer only; without it, only
 * for a request that was made on this machine itself.
 */
export async function metricsAnswer(wiring: Wiring, request: Request): Promise<Response> {
  if (!mayRead(wiring.env.C2C_METRICS_TOKEN, request.headers))
    return respondFault(
      new Fault("forbidden", "Metrics are for this machine, or for the bearer of their token."),
      newId("request"),
      new Date(),
    );
  const { metrics } = wiring.ports;
  const beats = await readBeats(wiring).catch(() => null);
  metrics.gauge("c2c_database_up", "Whether the database answered just now", [{ labels: {}, value: beats ? 1 : 0 }]);
  metrics.gauge("c2c_processes_alive", "Processes whose heart beats, by kind", aliveByKind(beats ?? []));
  metrics.gauge("c2c_assets_per_second", "Objects settled in the last minute, by the second, over all processes", [
    { labels: {}, value: (beats ?? []).reduce((sum, beat) => sum + (beat.alive ? beat.assetsPerSecond : 0), 0) },
  ]);
  const depth = await readQueueDepth(wiring).catch(() => ({ objects: [], jobs: [] }));
  metrics.gauge(
    "c2c_objects_waiting",
    "Objects of unfinished runs that are not settled, by the run's state",
    depth.objects,
  );
  metrics.gauge("c2c_queue_depth", "Events and jobs of the embedded engine, by where they stand", depth.jobs);
  const { contentType, text } = await metrics.expose();
  return new Response(text, { headers: { "Content-Type": contentType, "Cache-Control": "no-store" } });
}

function aliveByKind(beats: { kind: string; alive: boolean }[]) {
  return ["web", "worker"].map((kind) => ({
    labels: { kind },
    value: beats.filter((beat) => beat.kind === kind && beat.alive).length,
  }));
}

function mayRead(token: string | undefined, headers: Headers): boolean {
  if (token === undefined) return isFromLoopback(headers);
  const given = /^bearer\s+(\S+)$/i.exec(headers.get("authorization") ?? "")?.[1] ?? "";
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
