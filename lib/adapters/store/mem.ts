import { createHash } from "node:crypto";
import { compareKeys } from "../../kernel/compare-keys.ts";
import { tooLong } from "../../kernel/too-long.ts";
import type { ListPage, ObjectHead, OnWire, Store } from "../../ports/store.ts";
import { checkKey } from "./check-key.ts";
import { countWire, throwIfAborted } from "./count-wire.ts";
import { fileCalls, outOfRange } from "./file-calls.ts";

type Held = { bytes: Uint8Array; head: ObjectHead };
/** The objects of one bucket in memory; share it between stores that should see the same bucket. */
export type MemBucket = Map<string, Held>;

/** A bucket in memory, for tests: passes the same conformance suite as the others. ETags are MD5, as S3 gives them. */
export function openMemStore(
  options: { bucket?: MemBucket; now?: () => Date; onWire?: OnWire; listLimit?: number } = {},
): Store {
  const bucket: MemBucket = options.bucket ?? new Map();
  const now = options.now ?? (() => new Date());
  const { onWire, listLimit = 1000 } = options;

  const store: Omit<Store, "download" | "upload"> = {
    kind: "mem",
    list: ({ prefix = "", startAfter = "", limit = listLimit, signal }) =>
      countWire(onWire, "list", async (): Promise<ListPage> => {
        throwIfAborted(signal);
        const keys = [...bucket.keys()].filter((key) => key.startsWith(prefix) && compareKeys(key, startAfter) > 0);
        keys.sort(compareKeys);
        const page = keys.slice(0, Math.min(limit, listLimit));
        const objects = page.flatMap((key) => {
          const held = bucket.get(key);
          if (!held) return [];
          const { etag, sizeBytes, lastModified } = held.head;
          return [{ key, etag, sizeBytes, lastModified, storageClass: "STANDARD" }];
        });
        return { objects, next: keys.length > page.length ? (page.at(-1) ?? null) : null };
      }),
    folders: ({ prefix = "", startAfter = "", limit = listLimit, signal }) =>
      countWire(onWire, "list", async () => {
        throwIfAborted(signal);
        const isFolder = new Map<string, boolean>();
        for (const key of bucket.keys()) {
          const slash = key.indexOf("/", prefix.length);
          const entry = slash < 0 ? key : key.slice(0, slash + 1);
          if (key.startsWith(prefix) && compareKeys(entry, startAfter) > 0) isFolder.set(entry, slash >= 0);
        }
        const entries = [...isFolder.keys()].sort(compareKeys);
        const first = entries.slice(0, Math.min(limit, listLimit));
        return { folders: first.filter((entry) => isFolder.get(entry)), more: entries.length > first.length };
      }),
    head: (key, { signal } = {}) =>
      countWire(onWire, "head", async () => {
        checkKey(key);
        throwIfAborted(signal);
        const held = bucket.get(key);
        return held ? { ...held.head } : null;
      }),
    get: (key, { ifMatch, bytesMax = Number.POSITIVE_INFINITY, range, signal } = {}) =>
      countWire(onWire, "get", async (moved) => {
        checkKey(key);
        throwIfAborted(signal);
        const held = bucket.get(key);
        if (!held) return { kind: "gone" } as const;
        if (ifMatch !== undefined && ifMatch !== held.head.etag) return { kind: "changed" } as const;
        const { first, last } = range ?? { first: 0, last: held.bytes.byteLength - 1 };
        if (range && (first > last || last >= held.bytes.byteLength)) throw outOfRange();
        if (last - first + 1 > bytesMax) throw tooLong(key, bytesMax);
        const bytes = held.bytes.slice(first, last + 1);
        moved.bytesIn = bytes.byteLength;
        return { kind: "found", head: { ...held.head }, bytes } as const;
      }),
    put: (key, bytes, { contentType, when, carry, signal }) =>
      countWire(onWire, "put", async (moved) => {
        checkKey(key);
        throwIfAborted(signal);
        moved.bytesOut = bytes.byteLength;
        const held = bucket.get(key);
        if (when.kind === "if-absent" && held) return { kind: "condition-failed" } as const;
        if (when.kind === "if-match" && held?.head.etag !== when.etag) return { kind: "condition-failed" } as const;
        const etag = createHash("md5").update(bytes).digest("hex");
        const head: ObjectHead = {
          etag,
          sizeBytes: bytes.byteLength,
          lastModified: now(),
          contentType,
          carried: carry ?? {},
        };
        bucket.set(key, { bytes: bytes.slice(), head });
        return { kind: "written", etag } as const;
      }),
    delete: (key) =>
      countWire(onWire, "delete", async () => {
        checkKey(key);
        bucket.delete(key);
      }),
    describe: async () => ({ region: "unknown", versioning: "off", publicAccess: "private", inventories: [] }),
    close: async () => {},
  };
  return { ...store, ...fileCalls(store) };
}
