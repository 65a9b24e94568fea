import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Database } from "../adapters/db/database.ts";

const everyMs = 5_000;

/** Writes this process's heartbeat row every few seconds, which `/api/health` reads; removes it when stopped. */
export async function beat(database: Database, kind: "web" | "worker"): Promise<{ stop(): Promise<void> }> {
  const id = randomUUID();
  const write = () =>
    database.pool.query(
      `insert into process_beat (id, kind, host, pid, version) values ($1, $2, $3, $4, $5)
       on conflict (id) do update set beat_at = now()`,
      [id, kind, hostname(), process.pid, process.env.npm_package_version ?? "0.1.0"],
    );
  await write();
  await database.pool.query("delete from process_beat where beat_at < now() - interval '1 hour'");
  // A beat that fails is a beat missed: health shows it, and the next one may succeed.
  const timer = setInterval(() => write().catch(() => {}), everyMs);
  timer.unref();
  return {
    async stop() {
      clearInterval(timer);
      await database.pool.query("delete from process_beat where id = $1", [id]).catch(() => {});
    },
  };
}
