import type pg from "pg";

/** Calls `heard` at every word that there is work, over one connection that is made again when it breaks. */
export function listenForWork(pool: pg.Pool, heard: () => void): { close(): void } {
  let closed = false;
  let drop: () => void = () => {};

  async function listen(): Promise<void> {
    const client = await pool.connect();
    let gone = false;
    const lose = () => {
      if (gone) return;
      gone = true;
      client.release(true);
      again();
    };
    client.on("error", lose);
    client.on("end", lose);
    client.on("notification", heard);
    drop = lose;
    if (closed) return lose();
    await client.query("listen engine_work").catch(lose);
    // What was said while nobody listened.
    heard();
  }

  function again(): void {
    if (!closed) setTimeout(() => void listen().catch(again), 250).unref();
  }

  void listen().catch(again);
  return {
    close() {
      closed = true;
      drop();
    },
  };
}
