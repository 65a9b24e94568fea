import { createHash, randomUUID } from "node:crypto";
import { type BigIntStats, createReadStream } from "node:fs";
import { rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { tooLong } from "../../kernel/too-long.ts";
import type { DownloadResult, GetResult, ListedObject, ListPage, OnWire, PutResult, Store } from "../../ports/store.ts";
import { checkText } from "./check-key.ts";
import { countWire, throwIfAborted } from "./count-wire.ts";
import { outOfRange, pieceBytes, piecesOf, readAsTold, wholeBytesMax, writeWhole } from "./file-calls.ts";
import { fsCode, fsFault } from "./fs-fault.ts";
import { etagOf, linkIfAbsent, objectHead, readBytes, readUnchanged, statOf, writeDraft } from "./fs-file.ts";
import { withLock } from "./fs-lock.ts";
import { checkRoot, keySegments } from "./fs-path.ts";
import { makeRooms } from "./read-rooms.ts";
import { RememberedFolders } from "./remembered-folders.ts";
import { FolderWalk, foldersIn } from "./walk-folder.ts";
import { writePieces } from "./write-pieces.ts";

export interface FsStoreOptions {
  root: string;
  allowedRoots: string[] | null;
  onWire?: OnWire | undefined;
  /** Whether a write is on the disk, not only in its cache, when it is answered: for power cuts, at a large price. */
  fsync?: boolean;
}

/**
 * A folder as a bucket. A key is a relative path; an ETag is made of a file's size, time of change and inode, so it costs
 * no reading and changes with every write of ours. The content type is what the name's extension says, not what was put.
 * Writes go to a hidden folder first: `if-absent` is then one `link`, exact on the disk itself against any program;
 * overwriting and deleting take a lock for the key, which is exact among the processes that use this adapter.
 * Folders that become empty stay. Throws Fault `invalid` for a root outside of the allowed ones.
 */
export function openFsStore({ root, allowedRoots, onWire, fsync = false }: FsStoreOptions): Store {
  checkRoot(root, allowedRoots);
  const walks = new Map<string, FolderWalk>();
  const folders = new RememberedFolders(root, allowedRoots);
  const rooms = makeRooms();

  async function call<T>(kind: Parameters<typeof countWire>[1], work: Parameters<typeof countWire<T>>[2]): Promise<T> {
    return countWire(onWire, kind, (moved) =>
      work(moved).catch((thrown) => {
        folders.forget();
        return Promise.reject(fsFault(thrown));
      }),
    );
  }

  async function list(query: Parameters<Store["list"]>[0]): Promise<ListPage> {
    const { prefix = "", startAfter = "", limit = 1000, signal } = query;
    checkText(prefix);
    checkText(startAfter);
    const resumed = `${prefix}\0${startAfter}`;
    const kept = walks.get(resumed);
    walks.delete(resumed);
    const walk = kept && (await kept.isFresh()) ? kept : new FolderWalk(await folders.rootPath(), prefix, startAfter);
    const objects: ListedObject[] = [];
    while (objects.length < limit) {
      throwIfAborted(signal);
      const batch: { key: string; path: string }[] = [];
      while (batch.length < limit - objects.length) {
        const found = await walk.next();
        if (!found) break;
        batch.push(found);
      }
      if (batch.length === 0) return { objects, next: null };
      const stats = await Promise.all(batch.map(({ path }) => statOf(path)));
      // A file that went away meanwhile leaves a gap, which the next turn fills.
      batch.forEach(({ key }, i) => {
        const stat = stats[i];
        if (stat) objects.push(listed(key, stat));
      });
    }
    const next = objects.at(-1)?.key ?? null;
    if (next !== null) keep(walks, `${prefix}\0${next}`, walk);
    return { objects, next };
  }

  async function subfolders({ prefix = "", startAfter = "", limit = 1000 }: Parameters<Store["folders"]>[0]) {
    checkText(prefix);
    checkText(startAfter);
    const inside = prefix.slice(0, prefix.lastIndexOf("/") + 1);
    const folder = inside === "" ? await folders.rootPath() : await folders.ofKey(keySegments(`${inside}x`), false);
    const found = folder === null ? [] : await foldersIn(folder, { inside, prefix, startAfter });
    return { folders: found.slice(0, limit), more: found.length > limit };
  }

  async function locate(key: string): Promise<string | null> {
    const segments = keySegments(key);
    const folder = await folders.ofKey(segments, false);
    return folder === null ? null : join(folder, segments.at(-1) ?? "");
  }

  async function put(
    key: string,
    content: Uint8Array | AsyncIterable<Uint8Array>,
    options: Parameters<Store["put"]>[2],
  ): Promise<PutResult> {
    const segments = keySegments(key);
    const hidden = await folders.hidden();
    const draft = join(hidden, `${randomUUID()}.part`);
    try {
      const stat = await writeDraft(draft, content, { ...options, fsync });
      const folder = (await folders.ofKey(segments, true)) ?? (await folders.rootPath());
      const target = join(folder, segments.at(-1) ?? "");
      throwIfAborted(options.signal);
      const { when } = options;
      if (when.kind === "if-absent") return await linkIfAbsent(draft, target, lockOf(hidden, key), etagOf(stat));
      return await withLock(lockOf(hidden, key), async (): Promise<PutResult> => {
        const seen = await statOf(target);
        if (when.kind === "if-match" && (seen === null || etagOf(seen) !== when.etag))
          return { kind: "condition-failed" };
        await rename(draft, target);
        return { kind: "written", etag: etagOf(stat) };
      });
    } finally {
      await unlink(draft).catch(() => {});
    }
  }

  return {
    kind: "fs",
    list: (query) => call("list", () => list(query)),
    folders: (query) =>
      call("list", () => {
        throwIfAborted(query.signal);
        return subfolders(query);
      }),
    head: (key, { signal } = {}) =>
      call("head", async () => {
        throwIfAborted(signal);
        const path = await locate(key);
        const stat = path === null ? null : await statOf(path);
        return stat && objectHead(key, stat);
      }),
    get: (key, { ifMatch, bytesMax = Number.POSITIVE_INFINITY, range, signal } = {}) =>
      call("get", async (moved): Promise<GetResult> => {
        throwIfAborted(signal);
        const path = await locate(key);
        if (path === null) return { kind: "gone" };
        const found = await readUnchanged(key, path, ifMatch, async (file, sizeBytes) => {
          const { first, last } = range ?? { first: 0, last: sizeBytes - 1 };
          if (range && (first > last || last >= sizeBytes)) throw outOfRange();
          const length = last - first + 1;
          if (length > bytesMax) throw tooLong(key, bytesMax);
          const { bytes } = await readBytes(file, length, { signal, from: first });
          // A part says nothing of the whole: that it came whole is all there is to compare.
          return { bytes, sizeBytes: sizeBytes - length + bytes.byteLength };
        });
        if (found.kind !== "found") return found;
        moved.bytesIn = found.read.bytes.byteLength;
        return { kind: "found", head: found.head, bytes: found.read.bytes };
      }),
    download: (key, target, { ifMatch, bytesMax = Number.POSITIVE_INFINITY, signal } = {}) =>
      call("get", async (moved): Promise<DownloadResult> => {
        throwIfAborted(signal);
        const path = await locate(key);
        if (path === null) return { kind: "gone" };
        const found = await readUnchanged(key, path, ifMatch, async (file, sizeBytes) => {
          if (sizeBytes > bytesMax) throw tooLong(key, bytesMax);
          // To one byte past its end: a file that grows meanwhile is told by it, and is not followed for ever.
          const range = { start: 0, end: sizeBytes, highWaterMark: pieceBytes };
          const reading = { fd: file, autoClose: false, ...range, ...(signal ? { signal } : {}) };
          if (sizeBytes > wholeBytesMax) return writePieces(target, createReadStream("", reading));
          return rooms.within(async (room) => {
            const { bytes, ...read } = await readBytes(file, sizeBytes, { signal, room });
            return { ...read, sha256: writeWhole(target, bytes) };
          });
        });
        if (found.kind !== "found") return found;
        moved.bytesIn = found.read.sizeBytes;
        return { kind: "found", head: found.head, sha256: found.read.sha256 };
      }),
    put: (key, bytes, options) =>
      call("put", async (moved) => {
        throwIfAborted(options.signal);
        moved.bytesOut = bytes.byteLength;
        return put(key, bytes, options);
      }),
    upload: (key, file, options) =>
      call("put", async (moved) => {
        throwIfAborted(options.signal);
        moved.bytesOut = file.sizeBytes;
        return put(key, file.sizeBytes <= wholeBytesMax ? await readAsTold(file) : piecesOf(file), options);
      }),
    delete: (key) =>
      call("delete", async () => {
        const path = await locate(key);
        if (path === null || (await statOf(path)) === null) return;
        const hidden = await folders.hidden();
        await withLock(lockOf(hidden, key), () => unlink(path).catch(ignoreMissing));
      }),
    describe: async () => ({ region: "unknown", versioning: "off", publicAccess: "unknown", inventories: [] }),
    close: async () => walks.clear(),
  };
}

function listed(key: string, stat: BigIntStats): ListedObject {
  return {
    key,
    etag: etagOf(stat),
    sizeBytes: Number(stat.size),
    lastModified: stat.mtime,
    storageClass: "STANDARD",
  };
}

function lockOf(hidden: string, key: string): string {
  return join(hidden, `${createHash("sha256").update(key).digest("hex").slice(0, 40)}.lock`);
}

/** Only the last few pages are ever gone on from. */
function keep(walks: Map<string, FolderWalk>, place: string, walk: FolderWalk): void {
  walks.set(place, walk);
  const oldest = walks.keys().next().value;
  if (walks.size > 16 && oldest !== undefined) walks.delete(oldest);
}

function ignoreMissing(thrown: unknown): void {
  if (fsCode(thrown) !== "ENOENT") throw thrown;
}
