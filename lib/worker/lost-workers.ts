import type { Wiring } from "../wire.ts";
import { placeOfProcesses } from "./beat.ts";

/**
 * The workers of this very place that ended without a word, by their heartbeats' ids, and forgets them: what they held
 * need not wait for the end of its leases. `own` is the caller's. Of workers elsewhere nothing is known but their leases.
 */
export async function takeLostWorkers({ database }: Wiring, own: string): Promise<string[]> {
  const { rows } = await database.pool.query<{ id: string; pid: number }>(
    "select id, pid from process_beat where kind = 'worker' and host = $1 and id <> $2",
    [placeOfProcesses(), own],
  );
  const lost = rows.filter(({ pid }) => pid === process.pid || !runs(pid)).map(({ id }) => id);
  if (lost.length > 0) await database.pool.query("delete from process_beat where id = any($1)", [lost]);
  return lost;
}

function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (thrown) {
    // Somebody else's process is one all the same.
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
}
