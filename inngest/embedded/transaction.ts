import type pg from "pg";

/** Where SQL can be said: the pool, or a connection in a transaction. */
export type Sql = Pick<pg.PoolClient, "query">;

/** One transaction on a connection of its own. A connection that failed is thrown away, never given back. */
export async function transaction<T>(pool: pg.Pool, work: (sql: Sql) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  // A connection killed between two queries reports here; the next query rejects, and that is what we act on.
  const quiet = () => {};
  client.on("error", quiet);
  let broken = false;
  try {
    await client.query("begin");
    const result = await work(client);
    await client.query("commit");
    return result;
  } catch (thrown) {
    await client.query("rollback").catch(() => {
      broken = true;
    });
    throw thrown;
  } finally {
    client.off("error", quiet);
    client.release(broken);
  }
}

/**
 * Repeats work that a lost connection, a restart or a deadlock broke, with growing waits, until `deadlineMs` have gone.
 * Only for work that is fenced or idempotent: a commit may have happened although its answer was lost.
 */
export async function persist<T>(deadlineMs: number, work: () => Promise<T>): Promise<T> {
  const until = performance.now() + deadlineMs;
  for (let waitMs = 20; ; waitMs = Math.min(waitMs * 2, 1000)) {
    try {
      return await work();
    } catch (thrown) {
      if (!isTransient(thrown) || performance.now() + waitMs > until) throw thrown;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

/** Connection failures have no SQLSTATE or one of class 08, 53, 57P; 40 is a deadlock or a serialization failure. */
export function isTransient(thrown: unknown): boolean {
  const code = (thrown as { code?: unknown } | null)?.code;
  if (typeof code === "string" && /^[0-9A-Z]{5}$/.test(code)) return /^(08|40|53|57P)/.test(code);
  return typeof code === "string" || /connection|terminated|timeout/i.test(String((thrown as Error | null)?.message));
}
