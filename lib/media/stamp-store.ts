import { sha256 } from "../kernel/bytes.ts";
import { findSignature, readHead, skipItem } from "./find-signature.ts";

/** What signing leaves free in a manifest that is to be stamped. Tokens have two to eight kilobytes, by their chains. */
export const stampRoomBytes = 11_000;

/**
 * What a time-stamp of a manifest is over: SHA-256 of a Sig_structure (RFC 9052, 4.4) with the context
 * `CounterSignature`, the signature's own protected header, and as payload the CBOR byte string of the signature. C2PA 2.2,
 * 10.3.2.5 calls it `sigTst2`; that the SDK asks for exactly this is pinned by a test.
 */
export function stampImprint(store: Uint8Array, label: string): Uint8Array {
  const { protectedHeader, signature } = findSignature(store, label);
  return sha256(
    head(4, 4),
    text("CounterSignature"),
    byteString(protectedHeader),
    byteString(new Uint8Array()),
    byteString(byteString(signature)),
  );
}

/** The DER of the token that the manifest carries already; null where there is none. */
export function stampToken(store: Uint8Array, label: string): Uint8Array | null {
  const { unprotected } = findSignature(store, label);
  const stamp = entriesOf(unprotected).find(({ name }) => name === "sigTst2")?.value;
  if (!stamp) return null;
  const list = entriesOf(stamp).find(({ name }) => name === "tstTokens")?.value;
  if (!list || readHead(list, 0).major !== 4 || readHead(list, 0).value < 1) return null;
  const first = list.subarray(readHead(list, 0).next);
  const value = entriesOf(first.subarray(0, skipItem(first, 0, 0))).find(({ name }) => name === "val")?.value;
  const at = value && readHead(value, 0);
  return value && at?.major === 2 ? value.subarray(at.next, at.next + at.value) : null;
}

/**
 * The same manifest store with a token in it: only the unprotected header changes, which neither the claim's signature
 * nor any hash covers, and its padding shrinks by as much as the token takes, so that every box keeps its size. Null
 * where the padding does not suffice. A token that was there before is replaced.
 */
export function withStamp(store: Uint8Array, label: string, token: Uint8Array): Uint8Array | null {
  const { unprotected, unprotectedAt } = findSignature(store, label);
  const entries = entriesOf(unprotected);
  const kept = entries
    .filter(({ name }) => name !== "sigTst2" && name !== "pad" && name !== "pad2")
    .map(({ whole }) => whole);
  const tokens = [head(4, 1), head(5, 1), text("val"), byteString(token)];
  const stamp = Buffer.concat([text("sigTst2"), head(5, 1), text("tstTokens"), ...tokens]);
  const filled = padTo(unprotected.length, [...kept, stamp]);
  if (!filled) return null;
  const changed = Uint8Array.from(store);
  changed.set(filled, unprotectedAt);
  return changed;
}

/** No token with a signature and a certificate is smaller. */
const tokenBytesMin = 1_000;

/** Whether a token of so many bytes can be put in: asked before anybody is, because who is asked may charge for it. */
export function hasStampRoom(store: Uint8Array, label: string, tokenBytes = 0): boolean {
  return withStamp(store, label, new Uint8Array(Math.max(tokenBytesMin, tokenBytes))) !== null;
}

/** A map of these entries and a padding, of exactly `length` bytes; null where they do not fit. */
function padTo(length: number, entries: readonly Uint8Array[]): Uint8Array | null {
  // Some lengths are none that one padding can have, because a longer one needs a longer head: two always can.
  for (const second of [null, 0, 1, 2]) {
    const more = second === null ? [] : [Buffer.concat([text("pad2"), byteString(new Uint8Array(second))])];
    const start = Buffer.concat([head(5, entries.length + 1 + more.length), ...entries, ...more, text("pad")]);
    for (const headLength of [1, 2, 3, 5]) {
      const size = length - start.length - headLength;
      if (size < 0 || head(2, size).length !== headLength) continue;
      return Buffer.concat([start, byteString(new Uint8Array(size))]);
    }
  }
  return null;
}

interface Entry {
  name: string | null;
  value: Uint8Array;
  whole: Uint8Array;
}

/** The entries of a CBOR map that fills the bytes; `name` is null where the key is no text. */
function entriesOf(map: Uint8Array): Entry[] {
  const { major, value: count, next } = readHead(map, 0);
  if (major !== 5) throw new RangeError("no map where one belongs");
  const entries: Entry[] = [];
  let at = next;
  for (let left = count; left > 0; left--) {
    const key = readHead(map, at);
    const valueAt = skipItem(map, at, 0);
    const end = skipItem(map, valueAt, 0);
    const name = key.major === 3 ? Buffer.from(map.subarray(key.next, valueAt)).toString("utf8") : null;
    entries.push({ name, value: map.subarray(valueAt, end), whole: map.subarray(at, end) });
    at = end;
  }
  if (at !== map.length) throw new RangeError("bytes after the map");
  return entries;
}

/** The shortest head of a major type with this argument (RFC 8949, 4.2.1). */
function head(major: number, value: number): Uint8Array {
  const first = major << 5;
  if (value < 24) return Uint8Array.of(first | value);
  if (value < 0x100) return Uint8Array.of(first | 24, value);
  if (value < 0x10000) return Uint8Array.of(first | 25, value >> 8, value & 0xff);
  return Uint8Array.of(first | 26, value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);
}

function byteString(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([head(2, bytes.length), bytes]);
}

function text(value: string): Uint8Array {
  const bytes = Buffer.from(value, "utf8");
  return Buffer.concat([head(3, bytes.length), bytes]);
}
