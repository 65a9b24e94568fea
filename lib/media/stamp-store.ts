import { findSignature, readHead, skipItem } from "./find-signature.ts";
import { imprintOf, unprotectedHeader } from "./stamp-header.ts";

/** What a time-stamp of this manifest is over: see `imprintOf`. */
export function stampImprint(store: Uint8Array, label: string): Uint8Array {
  const { protectedHeader, signature } = findSignature(store, label);
  return imprintOf(protectedHeader, signature);
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
 * The same manifest store with a token in it, or with none: only the unprotected header changes, which neither the claim's
 * signature nor any hash covers, and its padding shrinks by as much as the token takes, so that every box keeps its size.
 * Null where the padding does not suffice. A token that was there before is replaced.
 */
export function withStamp(store: Uint8Array, label: string, token: Uint8Array | null): Uint8Array | null {
  const { unprotected, unprotectedAt } = findSignature(store, label);
  const kept = entriesOf(unprotected)
    .filter(({ name }) => name !== "sigTst2" && name !== "pad" && name !== "pad2")
    .map(({ whole }) => whole);
  const filled = unprotectedHeader(unprotected.length, token, kept);
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
