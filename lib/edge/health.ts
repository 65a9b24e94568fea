import type { Wiring } from "../wire.ts";
import { respond, toJson } from "./answer.ts";

/** A process that has not told of itself for this long is taken for gone: six beats. */
const freshMs = 30_000;
const queryMs = 3_000;

export interface ProcessHealth {
  kind: string;
  version: string;
  startedAt: Date;
  beatAgeMs: number;
  alive: boolean;
  assetsPerSecond: number;
}

/** The heartbeats of the last hour, newest first. Throws where the database does not answer. */
export async function readBeats({ database }: Wiring): Promise<ProcessHealth[]> {
  const { rows } = await database.pool.query<Omit<ProcessHealth, "alive">>(
    `select kind, version, started_at as "startedAt", assets_per_second as "assetsPerSecond", (extract(epoch from now() - beat_at) * 1000)::float8 as "beatAgeMs"
     from process_beat order by beat_at desc limit 100`,
  );
  return rows.map((row) => ({
    ...row,
    beatAgeMs: Math.max(0, Math.round(row.beatAgeMs)),
    alive: row.beatAgeMs < freshMs,
  }));
}

/**
 * 200 where the database answers and a worker's heart beats, 503 otherwise. Says which of them it is, and nothing that
 * a stranger may not know: neither hosts nor addresses.
 */
export async function healthAnswer(wiring: Wiring): Promise<Response> {
  const beats = await withinTime(readBeats(wiring), queryMs).catch(() => null);
  const worker = beats?.some(({ kind, alive }) => kind === "worker" && alive) ?? false;
  const status = beats && worker ? "ok" : "down";
  // How fast it works is for the metrics' readers.
  const processes = (beats ?? []).map(({ assetsPerSecond: _, ...shown }) => shown);
  const body = { status, database: beats ? "ok" : "down", worker: worker ? "ok" : "down", processes };
  return respond({ status: status === "ok" ? 200 : 503, body: toJson(body) });
}

async function withinTime<T>(work: Promise<T>, ms: number): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("timed out")), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
