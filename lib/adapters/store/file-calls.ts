import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";
import { open, readFile } from "node:fs/promises";
import { sha256Hex } from "../../kernel/bytes.ts";
import { Fault } from "../../kernel/fault.ts";
import type { DownloadResult, FileFacts, PutResult, Store } from "../../ports/store.ts";
import { writeOver } from "./write-pieces.ts";

/** Up to here an object goes through memory whole, which is faster than in pieces. */
export const wholeBytesMax = 8_000_000;
/** A large object goes in pieces of this size: each costs a trip to the thread pool and back. */
export const pieceBytes = 1 << 20;
/**
 * Up to here a scratch file is read at once, on this thread: it is in memory or in the page cache, and a trip to the thread
 * pool and back costs more than the copy.
 */
export const atOnceBytesMax = 2_000_000;

/** `download` and `upload` by way of `get` and `put`: for stores whose objects are in memory anyway. */
export function fileCalls(store: Pick<Store, "get" | "put">): Pick<Store, "download" | "upload"> {
  return {
    async download(key, path, options): Promise<DownloadResult> {
      const found = await store.get(key, options);
      if (found.kind !== "found") return found;
      return { kind: "found", head: found.head, sha256: writeWhole(path, found.bytes) };
    },
    async upload(key, file, options): Promise<PutResult> {
      return store.put(key, await readAsTold(file), options);
    },
  };
}

/** Writes a file, over what it may hold, and tells the SHA-256 of the bytes. */
export function writeWhole(path: string, bytes: Uint8Array): string {
  const file = openSync(path, writeOver, 0o600);
  try {
    for (let at = 0; at < bytes.byteLength; ) at += writeSync(file, bytes, at);
    ftruncateSync(file, bytes.byteLength);
  } finally {
    closeSync(file);
  }
  return sha256Hex(bytes);
}

/** A small file's bytes. Throws Fault `internal` where it is not as long as was told: it is ours, and somebody changed it. */
export async function readAsTold({ path, sizeBytes }: FileFacts): Promise<Uint8Array> {
  const bytes = sizeBytes <= atOnceBytesMax ? readFileSync(path) : await readFile(path);
  if (bytes.byteLength !== sizeBytes) throw otherThanTold();
  return bytes;
}

/** The pieces of a file, `sizeBytes` in all. */
export async function* piecesOf({ path, sizeBytes }: FileFacts): AsyncGenerator<Uint8Array> {
  const file = await open(path, "r");
  try {
    let left = sizeBytes;
    while (left > 0) {
      const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(Math.min(pieceBytes, left)), 0);
      if (bytesRead === 0) throw otherThanTold();
      left -= bytesRead;
      yield buffer.subarray(0, bytesRead);
    }
  } finally {
    await file.close();
  }
}

export function outOfRange(): Fault {
  return new Fault("invalid", "The object has no such bytes, or the store gives no parts of objects.");
}

function otherThanTold(): Fault {
  return new Fault("internal", "A scratch file has changed since it was written.");
}
