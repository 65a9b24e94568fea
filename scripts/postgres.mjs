import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, resolve } from "node:path";
import { withLock } from "./lock.mjs";
import { findBinaries } from "./postgres/binaries.mjs";
import { leasesIn } from "./postgres/leases.mjs";
import { runAs } from "./postgres/run-as.mjs";

/**
 * A PostgreSQL server on loopback, its data under `dir`, shared by every process that asks for it: the first one starts
 * it as a daemon, `release` stops it when nobody else uses it. A process that dies without `release` leaves it running
 * for the next. `throwaway` trades durability for speed; `port` is the one it is started at, where not any will do. Works as an ordinary user and as root.
 * @param {{ dir: string, throwaway?: boolean, port?: number }} options
 * @returns {Promise<{ superUrl: string, startedHere: boolean, release(): Promise<void> }>}
 */
export async function startPostgres({ dir: given, throwaway = false, port: wanted }) {
  const dir = resolve(given);
  const data = join(dir, "data");
  const { initdb, pgCtl, home } = findBinaries();
  mkdirSync(dir, { recursive: true, mode: 0o755 });
  const server = { dir, data, initdb, pgCtl, throwaway, user: runAs([dir, home], data) };
  const lock = join(dir, "starting.lock");
  const leases = leasesIn(dir);

  return withLock(lock, async () => {
    const lease = leases.take();
    const password = keptPassword(dir);
    const running = await answeringPort(data, password);
    if (!running && !existsSync(join(data, "PG_VERSION"))) await createCluster(server, password);
    const port = running ?? (await startDaemon(server, wanted ?? (await freePort())));
    return {
      superUrl: urlOf(port, password),
      startedHere: running === undefined,
      release: () =>
        withLock(lock, async () => {
          if (lease.drop() > 0 || !existsSync(join(data, "postmaster.pid"))) return;
          await server.user.run(pgCtl, ["-D", data, "-m", "fast", "-w", "stop"]);
        }),
    };
  });
}

const urlOf = (port, password) => `postgresql://postgres:${password}@127.0.0.1:${port}/postgres`;

function keptPassword(dir) {
  const file = join(dir, "password");
  if (!existsSync(file)) writeFileSync(file, randomBytes(24).toString("base64url"), { mode: 0o600 });
  return readFileSync(file, "utf8");
}

async function createCluster({ dir, data, initdb, user }, password) {
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  user.own(data);
  const passwordFile = join(dir, "password.tmp");
  writeFileSync(passwordFile, password, { mode: 0o600 });
  user.own(passwordFile);
  // The built-in locale sorts by bytes, as object stores do, and is the same on every system.
  const locale = ["-E", "UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];
  try {
    await user.run(initdb, ["-D", data, "-U", "postgres", "-A", "scram-sha-256", "--pwfile", passwordFile, ...locale]);
  } catch (thrown) {
    // A half-made cluster would look like a whole one next time.
    rmSync(data, { recursive: true, force: true });
    throw thrown;
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

async function startDaemon({ data, pgCtl, throwaway, user }, port) {
  const log = join(data, "server.log");
  const settings = {
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    timezone: "UTC",
    ...(throwaway ? { fsync: "off", synchronous_commit: "off", full_page_writes: "off" } : {}),
  };
  const flags = Object.entries(settings).map(([name, value]) => `-c ${name}='${value}'`);
  try {
    await user.run(pgCtl, ["-D", data, "-w", "-t", "120", "-l", log, "-o", `-p ${port} ${flags.join(" ")}`, "start"], {
      detached: true,
    });
  } catch (cause) {
    const tail = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n").slice(-8).join("\n") : "(no log)";
    throw new Error(`PostgreSQL did not start. The end of ${log}:\n${tail}`, { cause });
  }
  return port;
}

/** The port of the server that runs on `data`, if it answers; a stale pid file may name a port that is now another's. */
async function answeringPort(data, password) {
  const pidFile = join(data, "postmaster.pid");
  if (!existsSync(pidFile)) return undefined;
  const port = Number(readFileSync(pidFile, "utf8").split("\n")[3]);
  if (!port) return undefined;
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: urlOf(port, password), connectionTimeoutMillis: 5000 });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query("show data_directory");
    return rows[0].data_directory === data ? port : undefined;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => {});
  }
}

/** @returns {Promise<number>} */
export function freePort() {
  return new Promise((resolvePort, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolvePort(port));
    });
  });
}
