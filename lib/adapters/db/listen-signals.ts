import pg from "pg";
import { type SignalChannel, type Signals, signalChannels } from "../../ports/signals.ts";

/**
 * One connection per process that listens, made with the first listener and made again when it breaks. What was
 * notified meanwhile is lost, as the port says.
 */
export function listenSignals(url: string): Signals & { close(): Promise<void> } {
  const heardBy = new Map<SignalChannel, Set<(subject: string) => void>>(
    signalChannels.map((name) => [name, new Set()]),
  );
  let connection: Promise<pg.Client> | null = null;
  let closed = false;

  async function connect(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: url, keepAlive: true });
    client.on("error", () => {});
    client.on("end", () => {
      connection = null;
      if (!closed && [...heardBy.values()].some((set) => set.size > 0)) setTimeout(ensure, 1000).unref();
    });
    client.on("notification", ({ channel, payload }) => {
      for (const heard of heardBy.get(channel as SignalChannel) ?? []) heard(payload ?? "");
    });
    await client.connect();
    for (const channel of signalChannels) await client.query(`listen ${channel}`);
    return client;
  }

  function ensure(): Promise<pg.Client> {
    connection ??= connect().catch((thrown) => {
      connection = null;
      throw thrown;
    });
    // The caller that awaits sees the failure; the timer's call must not end the process with it.
    connection.catch(() => {});
    return connection;
  }

  return {
    async listen(channel, heard) {
      heardBy.get(channel)?.add(heard);
      await ensure();
      return () => heardBy.get(channel)?.delete(heard);
    },
    async close() {
      closed = true;
      await (await connection?.catch(() => null))?.end();
    },
  };
}
