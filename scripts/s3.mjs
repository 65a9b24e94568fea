import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { setTimeout as after } from "node:timers/promises";
import { isAlive, withLock } from "./lock.mjs";
import { leasesIn } from "./postgres/leases.mjs";
import { freePort } from "./postgres.mjs";
import { cephConf } from "./s3/ceph-conf.mjs";

const programs = ["monmaptool", "ceph-mon", "ceph-osd", "ceph", "radosgw", "radosgw-admin"];
const keys = { accessKeyId: "c2c-test", secretAccessKey: "c2c-test-secret" };

/** The programs of Debian's ceph-mon, ceph-osd, radosgw and ceph-common that are not here. */
export function missingPrograms() {
  const folders = (process.env.PATH ?? "").split(delimiter);
  return programs.filter((program) => !folders.some((folder) => existsSync(join(folder, program))));
}

/**
 * An S3-compatible server for tests, all in memory: Ceph's gateway over one monitor and one store, on loopback. Shared
 * by every process that asks under the same `dir`; `stopS3` ends it when none is left. Takes about 13 s to start.
 * @param {{ dir: string }} options
 * @returns {Promise<{ endpoint: string, accessKeyId: string, secretAccessKey: string }>}
 */
export function startS3({ dir }) {
  return withLock(`${dir}.lock`, async () => {
    mkdirSync(dir, { recursive: true });
    const running = await answering(dir);
    if (!running) {
      killDaemons(dir);
      rmSync(dir, { recursive: true, force: true });
    }
    leasesIn(dir).take();
    return running ?? (await startCluster(dir));
  });
}

/**
 * Ends the server under `dir`, if no living process uses it any more.
 * @param {{ dir: string }} options
 */
export async function stopS3({ dir }) {
  if (!existsSync(dir)) return;
  await withLock(`${dir}.lock`, async () => {
    if (leasesIn(dir).count() > 0) return;
    killDaemons(dir);
    rmSync(dir, { recursive: true, force: true });
  });
}

async function startCluster(dir) {
  for (const folder of ["mon", "osd", "rgw", "log"]) mkdirSync(join(dir, folder));
  const [monPort, port] = [await freePort(), await freePort()];
  const osd = randomUUID();
  const conf = join(dir, "ceph.conf");
  writeFileSync(conf, cephConf({ dir, fsid: randomUUID(), monPort, port }));
  const monmap = join(dir, "monmap");
  const user = ["--setuser", "", "--setgroup", ""];

  const call = (program, ...args) => run(program, ["-c", conf, ...args]);
  const daemon = (program, name, ...args) => startDaemon(dir, name, program, ["-c", conf, "-f", ...args, ...user]);
  await run("monmaptool", ["--create", "--fsid", fsidOf(conf), "--addv", "a", `[v2:127.0.0.1:${monPort}]`, monmap]);
  await call("ceph-mon", "-i", "a", "--mkfs", "--monmap", monmap, ...user);
  daemon("ceph-mon", "mon", "-i", "a");
  await until(() => call("ceph", "--connect-timeout", "3", "-s"), 30_000, "the monitor");
  await call("ceph", "osd", "new", osd);
  await call("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osd, ...user);
  daemon("ceph-osd", "osd", "-i", "0");
  await until(() => call("ceph", "osd", "crush", "add", "osd.0", "1", "root=default", "host=h"), 30_000, "the store");
  daemon("radosgw", "rgw", "-n", "client.rgw.a");
  const endpoint = `http://127.0.0.1:${port}`;
  await until(() => fetch(endpoint, { signal: AbortSignal.timeout(2_000) }), 120_000, "the gateway");
  const as = ["--access-key", keys.accessKeyId, "--secret", keys.secretAccessKey];
  await call("radosgw-admin", "user", "create", "--uid=test", "--display-name=test", ...as);
  writeFileSync(join(dir, "endpoint"), endpoint);
  return { endpoint, ...keys };
}

async function answering(dir) {
  const file = join(dir, "endpoint");
  if (!existsSync(file)) return undefined;
  const endpoint = readFileSync(file, "utf8");
  try {
    await fetch(endpoint, { signal: AbortSignal.timeout(2_000) });
    return { endpoint, ...keys };
  } catch {
    return undefined;
  }
}

const fsidOf = (conf) => /fsid = (\S+)/.exec(readFileSync(conf, "utf8"))?.[1] ?? "";

/** In the foreground and detached: it outlives the test process that happened to need it first. */
function startDaemon(dir, name, program, args) {
  const child = spawn(program, args, { detached: true, stdio: "ignore" });
  child.on("error", () => {});
  child.unref();
  writeFileSync(join(dir, `${name}.pid`), String(child.pid));
}

function killDaemons(dir) {
  for (const name of ["rgw", "osd", "mon"]) {
    const file = join(dir, `${name}.pid`);
    const pid = existsSync(file) ? Number(readFileSync(file, "utf8")) : 0;
    if (pid && isAlive(pid) && isOurs(pid, dir)) process.kill(pid, "SIGKILL");
  }
}

/** A process id may by now be another program's. */
function isOurs(pid, dir) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes(dir);
  } catch {
    return false;
  }
}

function run(program, args) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ["ignore", "ignore", "pipe"] });
    let said = "";
    child.stderr.on("data", (chunk) => {
      said = (said + chunk).slice(-4_000);
    });
    child.on("error", reject);
    child.on("close", (code) =>
      code === 0 ? resolve() : reject(new Error(`${program} ended with ${code}: ${said.trim()}`)),
    );
  });
}

async function until(attempt, waitMsMax, what) {
  const endMs = performance.now() + waitMsMax;
  for (;;) {
    try {
      return await attempt();
    } catch (cause) {
      if (performance.now() > endMs)
        throw new Error(`The S3-compatible test server did not start: ${what}.`, { cause });
      await after(200);
    }
  }
}
