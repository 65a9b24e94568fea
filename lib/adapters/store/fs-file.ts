import { type BigIntStats, constants } from "node:fs";
import { link, lstat, open, rename } from "node:fs/promises";
import { Fault } from "../../kernel/fault.ts";
import type { GetResult, ObjectHead, PutResult } from "../../ports/store.ts";
import { contentTypeOf } from "./content-type.ts";
import { fsCode } from "./fs-fault.ts";
import { withLock } from "./fs-lock.ts";

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

/** The whole file with the facts it had before and after the reading; a write in place meanwhile is told. */
export async function readWhole(
  key: string,
  path: string,
  ifMatch: string | undefined,
  signal?: AbortSignal,
): Promise<GetResult> {
  if ((await statOf(path)) === null) return { kind: "gone" };
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW).catch((thrown: unknown) => {
    if (["ENOENT", "ENOTDIR", "ELOOP"].includes(fsCode(thrown))) return null;
    throw thrown;
  });
  if (!file) return { kind: "gone" };
  try {
    const before = await file.stat({ bigint: true });
    if (ifMatch !== undefined && etagOf(before) !== ifMatch) return { kind: "changed" };
    const read = await file.readFile(signal ? { signal } : {});
    const after = await file.stat({ bigint: true });
    if (etagOf(after) !== etagOf(before) || BigInt(read.byteLength) !== after.size) {
      if (ifMatch !== undefined) return { kind: "changed" };
      throw new Fault("upstream", "The file was being written while it was read. Try again.");
    }
    const bytes = new Uint8Array(read.buffer, read.byteOffset, read.byteLength);
    return { kind: "found", head: objectHead(key, before), bytes };
  } finally {
    await file.close();
  }
}

/** Writes a new file and gives the facts that it keeps when it is linked or renamed. */
export async function writeDraft(
  draft: string,
  bytes: Uint8Array,
  fsync: boolean,
  signal?: AbortSignal,
): Promise<BigIntStats> {
  const file = await open(draft, "wx", 0o644);
  try {
    await file.writeFile(bytes, signal ? { signal } : {});
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
  };
}
