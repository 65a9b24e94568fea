import { lstat, open, unlink } from "node:fs/promises";
import { setTimeout as pause } from "node:timers/promises";
import { Fault } from "../../kernel/fault.ts";

/** A lock is held for one `stat` and one `rename`; one this old belongs to a process that died. */
const staleMs = 10_000;
const waitMsMax = 30_000;

/**
 * Runs `work` while holding a lock file, made exclusively. A holder that died leaves its file behind: once it is stale,
 * whoever holds `<lock>.steal` (made the same way) removes it, so that two waiters cannot remove each other's.
 * Throws Fault `upstream` where the lock stays taken.
 */
export async function withLock<T>(lock: string, work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + waitMsMax;
  for (let wait = 2; ; wait = Math.min(wait * 2, 100)) {
    const ino = await take(lock);
    if (ino !== null) {
      try {
        return await work();
      } finally {
        // Only one's own: after a pause longer than `staleMs` it may have become another's.
        if ((await inodeOf(lock)) === ino) await unlink(lock).catch(() => {});
      }
    }
    if (Date.now() > deadline) throw new Fault("upstream", "Another write to the same key has not ended.");
    if (await isStale(lock)) await steal(lock);
    else await pause(wait / 2 + Math.random() * wait);
  }
}

/** The inode of the lock that was made, or null where there is one. */
async function take(lock: string): Promise<bigint | null> {
  try {
    const file = await open(lock, "wx");
    try {
      return (await file.stat({ bigint: true })).ino;
    } finally {
      await file.close();
    }
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "EEXIST") return null;
    throw thrown;
  }
}

async function steal(lock: string): Promise<void> {
  const token = `${lock}.steal`;
  if ((await take(token)) === null) {
    if (await isStale(token)) await unlink(token).catch(() => {});
    else await pause(5);
    return;
  }
  try {
    if (await isStale(lock)) await unlink(lock).catch(() => {});
  } finally {
    await unlink(token).catch(() => {});
  }
}

async function isStale(path: string): Promise<boolean> {
  const seen = await lstat(path).catch(() => null);
  return seen !== null && Date.now() - seen.mtimeMs > staleMs;
}

async function inodeOf(path: string): Promise<bigint | null> {
  return (await lstat(path, { bigint: true }).catch(() => null))?.ino ?? null;
}
