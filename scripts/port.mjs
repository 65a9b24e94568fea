import { createServer } from "node:net";
import { setTimeout as after } from "node:timers/promises";

const TRIES = 20;

/**
 * Where the console will listen: `HOST` (default 127.0.0.1) and `PORT` (default 3000). A port that was asked for and is
 * taken is refused; the default one gives way to the next that is free.
 * @param {(line: string) => void} say
 */
export async function choosePort(say) {
  const host = process.env.HOST || "127.0.0.1";
  const wanted = Number(process.env.PORT || 3000);
  if (!Number.isInteger(wanted) || wanted < 1 || wanted > 65535)
    throw new Error(`PORT is ${process.env.PORT}, which is no port.`);
  if (await isFree(host, wanted)) return { host, port: wanted };
  if (process.env.PORT) throw new Error(`Port ${wanted} is taken by another program. Set PORT to another one.`);
  for (let port = wanted + 1; port < wanted + TRIES; port++)
    if (await isFree(host, port)) {
      say(`Port ${wanted} is taken by another program; using ${port}.`);
      return { host, port };
    }
  throw new Error(`Ports ${wanted} to ${wanted + TRIES - 1} are all taken. Set PORT to a free one.`);
}

/**
 * Resolves when the console answers at all. Throws when it has not after a minute.
 * @param {string} host
 * @param {number} port
 */
export async function waitUntilServed(host, port) {
  const everywhere = { "0.0.0.0": "127.0.0.1", "::": "[::1]" };
  const address = `http://${everywhere[host] ?? host}:${port}/api/health`;
  for (let waitedMs = 0; waitedMs < 60_000; waitedMs += 200) {
    try {
      await fetch(address, { signal: AbortSignal.timeout(5_000) });
      return;
    } catch {
      await after(200);
    }
  }
  throw new Error(`The console did not answer at ${address} within a minute.`);
}

function isFree(host, port) {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (thrown) => (thrown.code === "EADDRINUSE" ? resolve(false) : reject(thrown)));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(true)));
  });
}
