import { type BigIntStats, closeSync, constants, fstatSync, open as openFile, read as readFile } from "node:fs";
import { link, lstat, open, rename } from "node:fs/promises";
import { promisify } from "node:util";
import { Fault } from "../../kernel/fault.ts";
import type { Carried, ObjectHead, PutResult } from "../../ports/store.ts";
import { contentTypeOf } from "./content-type.ts";
import { throwIfAborted } from "./count-wire.ts";
import { fsCode } from "./fs-fault.ts";
import { withLock } from "./fs-lock.ts";
import { writeAll } from "./write-pieces.ts";

/** The file's facts, or null where no file is: nothing, a folder, a link, a device. */
export async function statOf(path: string): Promise<BigIntStats | null> {
  try {
    const stat = await lstat(path, { bigint: true });
    return stat.isFile() ? stat : null;
  } catch (thrown) {
    if (["ENOENT", "ENOTDIR", "ENAMETOOLONG"].includes(fsCode(thrown))) return null;
    throw thrown;
  }
}

const openDescriptor = promisify(openFile);
const readDescriptor = promisify(readFile);

type Found<T> = { kind: "found"; head: ObjectHead; read: T } | { kind: "gone" } | { kind: "changed" };

/**
 * What `read` makes of the open file, with the facts that it had before and after the reading; a write in place meanwhile
 * is told. `read` gives how many bytes it took. Opening and reading may wait for a disk; what an open file's facts are, the
 * system knows, and a trip to the thread pool for them costs ten times the answer.
 */
export async function readUnchanged<T extends { sizeBytes: number }>(
  key: string,
  path: string,
  ifMatch: string | undefined,
  read: (descriptor: number, sizeBytes: number) => Promise<T>,
): Promise<Found<T>> {
  // Without blocking: to open a named pipe would wait for whoever writes into it.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const file = await openDescriptor(path, flags).catch((thrown: unknown) => {
    if (["ENOENT", "ENOTDIR", "ELOOP", "ENAMETOOLONG", "ENXIO"].includes(fsCode(thrown))) return null;
    throw thrown;
  });
  if (file === null) return { kind: "gone" };
  try {
    const before = fstatSync(file, { bigint: true });
    if (!before.isFile()) return { kind: "gone" };
    if (ifMatch !== undefined && etagOf(before) !== ifMatch) return { kind: "changed" };
    const made = await read(file, Number(before.size));
    const after = fstatSync(file, { bigint: true });
    if (etagOf(after) !== etagOf(before) || BigInt(made.sizeBytes) !== after.size) {
      if (ifMatch !== undefined) return { kind: "changed" };
      throw new Fault("upstream", "The file was being written while it was read. Try again.");
    }
    return { kind: "found", head: objectHead(key, before), read: made };
  } finally {
    closeSync(file);
  }
}

/**
 * `sizeBytes` of an open file from `from` on, in one piece: should it have grown meanwhile, its facts tell. Into `room`, where
 * that is given and has the room.
 */
export async function readBytes(
  descriptor: number,
  sizeBytes: number,
  { signal, from = 0, room }: { signal?: AbortSignal | undefined; from?: number; room?: Uint8Array } = {},
): Promise<{ bytes: Uint8Array; sizeBytes: number }> {
  const bytes = room && room.byteLength >= sizeBytes ? room : new Uint8Array(new ArrayBuffer(sizeBytes));
  let at = 0;
  while (at < sizeBytes) {
    throwIfAborted(signal);
    const { bytesRead } = await readDescriptor(descriptor, bytes, at, Math.min(sizeBytes - at, 1 << 26), from + at);
    if (bytesRead === 0) break;
    at += bytesRead;
  }
  return { bytes: bytes.subarray(0, at), sizeBytes: at };
}

/** What others may do with it and whom it runs as (set-user-id and the like) are apart: the latter is nobody's to copy. */
const permissionBits = 0o777;

/** Writes a new file and gives the facts that it keeps when it is linked or renamed. Never more open than it is to become. */
export async function writeDraft(
  draft: string,
  content: Uint8Array | AsyncIterable<Uint8Array>,
  { fsync, carry, signal }: { fsync: boolean; carry?: Carried | undefined; signal?: AbortSignal },
): Promise<BigIntStats> {
  const mode = carry?.mode === undefined ? undefined : carry.mode & permissionBits;
  const file = await open(draft, "wx", mode === undefined ? 0o644 : 0o600);
  try {
    if (content instanceof Uint8Array) await file.writeFile(content, signal ? { signal } : {});
    else await writeAll(file, content, () => throwIfAborted(signal));
    // Past what the process masks of every new file.
    if (mode !== undefined) await file.chmod(mode);
    if (fsync) await file.sync();
  } finally {
    await file.close();
  }
  // After the close: a network disk may set the time of change only then.
  return lstat(draft, { bigint: true });
}

/** A link fails where the name is taken, whoever took it. Disks without links get a look and a rename, under the lock. */
export async function linkIfAbsent(draft: string, target: string, lock: string, etag: string): Promise<PutResult> {
  try {
    await link(draft, target);
    return { kind: "written", etag };
  } catch (thrown) {
    const code = fsCode(thrown);
    if (code === "EEXIST") {
      await existingFile(target);
      return { kind: "condition-failed" };
    }
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS") throw thrown;
    return withLock(lock, async () => {
      if (await existingFile(target)) return { kind: "condition-failed" };
      await rename(draft, target);
      return { kind: "written", etag };
    });
  }
}

/** True for a file, false for nothing. Throws Fault `invalid` for what is in the way for good. */
async function existingFile(target: string): Promise<boolean> {
  const seen = await lstat(target).catch(() => null);
  if (seen && !seen.isFile())
    throw new Fault("invalid", "A folder cannot hold this key: a folder or a link has its name.");
  return seen !== null;
}

/** Changes with every write of ours: each is a file of its own. */
export function etagOf(stat: BigIntStats): string {
  return [stat.size, stat.mtimeNs, stat.ino].map((part) => part.toString(16)).join("-");
}

export function objectHead(key: string, stat: BigIntStats): ObjectHead {
  return {
    etag: etagOf(stat),
    sizeBytes: Number(stat.size),
    lastModified: stat.mtime,
    contentType: contentTypeOf(key),
    carried: { mode: Number(stat.mode) & permissionBits },
  };
}
