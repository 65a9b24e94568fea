import { closeSync, mkdirSync, openSync, readFileSync, renameSync, rmSync, writeSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as after } from "node:timers/promises";

const POLL_MS = 100;

/**
 * Runs `work` while this process alone holds the lock file `path`; a lock whose process is gone is taken over.
 * Throws when a living process has kept it for longer than `waitMsMax`. `onWait` is called once, where it has to be waited
 * for. Not reentrant.
 * @template T
 * @param {string} path
 * @param {() => T | Promise<T>} work
 * @param {{ waitMsMax?: number, onWait?: () => void }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(path, work, { waitMsMax = 600_000, onWait } = {}) {
  for (let waitedMs = 0; ; waitedMs += POLL_MS) {
    const { release, holder } = takeLock(path);
    if (!release && waitedMs >= waitMsMax)
      throw new Error(`Process ${holder} has held ${path} for too long. Is it stuck?`);
    if (!release) {
      if (waitedMs === 0) onWait?.();
      await after(POLL_MS);
      continue;
    }
    try {
      return await work();
    } finally {
      release();
    }
  }
}

/**
 * Takes the lock file `path` if no living process holds it: gives `release`, or else the process that holds it.
 * @param {string} path
 * @returns {{ release?: () => void, holder?: number }}
 */
export function takeLock(path) {
  mkdirSync(dirname(path), { recursive: true });
  if (take(path) || take(path)) return { release: () => rmSync(path, { force: true }) };
  return { holder: readPid(path) };
}

/**
 * Whether a process with this id runs, ours or another user's.
 * @param {number} pid
 * @returns {boolean}
 */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (thrown) {
    return thrown.code === "EPERM";
  }
  return !isZombie(pid);
}

/** In a container whose first process reaps nobody, the dead keep their ids; Linux says so in the field after the name. */
function isZombie(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).startsWith("Z");
  } catch {
    return false;
  }
}

/** Whether we have it now; a dead holder's file is set aside, for the next try. */
function take(path) {
  try {
    const file = openSync(path, "wx");
    writeSync(file, String(process.pid));
    closeSync(file);
    return true;
  } catch (thrown) {
    if (thrown.code !== "EEXIST") throw thrown;
  }
  const holder = readPid(path);
  if (holder !== undefined && !isAlive(holder)) setAside(path, holder);
  return false;
}

/** Two waiters may both see a dead holder: the rename has one winner, and it puts back a lock that is no longer the dead one's. */
function setAside(path, deadPid) {
  const aside = `${path}.${process.pid}`;
  try {
    renameSync(path, aside);
    if (readPid(aside) === deadPid) rmSync(aside, { force: true });
    else renameSync(aside, path);
  } catch (thrown) {
    if (thrown.code !== "ENOENT") throw thrown;
  }
}

/** Undefined where the file is gone, or its writer has not come to writing yet. */
function readPid(path) {
  try {
    return Number(readFileSync(path, "utf8")) || undefined;
  } catch {
    return undefined;
  }
}
