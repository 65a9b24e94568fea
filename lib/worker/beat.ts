import { randomUUID } from "node:crypto";
import { readlinkSync } from "node:fs";
import { hostname } from "node:os";
import type { Wiring } from "../wire.ts";

const everyMs = 5_000;

/**
 * Writes this process's heartbeat row every few seconds, which `/api/health` reads, and adds to the metrics' totals what it
 * counted meanwhile; removes the row when stopped. `id` is this process's name wherever one must tell it from others.
 */
export async function beat(
  { database, ports: { metrics } }: Wiring,
  kind: "web" | "worker",
): Promise<{ id: string; stop(): Promise<void> }> {
  const id = randomUUID();
  const write = () =>
    database.pool.query(
      `insert into process_beat (id, kind, host, pid, version, assets_per_second) values ($1, $2, $3, $4, $5, $6)
       on conflict (id) do update set beat_at = now(), assets_per_second = excluded.assets_per_second`,
      [
        id,
        kind,
        placeOfProcesses(),
        process.pid,
        process.env.npm_package_version ?? "0.1.0",
        metrics.assetsPerSecond(),
      ],
    );
  await write();
  await database.pool.query("delete from process_beat where beat_at < now() - interval '1 hour'");
  // A beat that fails is a beat missed: health shows it, and the next one may succeed.
  const timer = setInterval(() => {
    write().catch(() => {});
    metrics.flush().catch(() => {});
  }, everyMs);
  timer.unref();
  return {
    id,
    async stop() {
      clearInterval(timer);
      await database.pool.query("delete from process_beat where id = $1", [id]).catch(() => {});
    },
  };
}

/** Where process ids mean the same as here: this machine, and within it this container's own numbering of processes. */
export function placeOfProcesses(): string {
  return `${hostname()} ${pidNamespace()}`.trim();
}

function pidNamespace(): string {
  try {
    return readlinkSync("/proc/self/ns/pid");
  } catch {
    return "";
  }
}
