import { sha256 } from "../kernel/bytes.ts";
import { cborBytes, cborHead, cborText } from "./write-cbor.ts";

/** What signing leaves free in a manifest that is to be stamped. Tokens have two to eight kilobytes, by their chains. */
export const stampRoomBytes = 11_000;

/**
 * What a time-stamp of a signature is over: SHA-256 of a Sig_structure (RFC 9052, 4.4) with the context
 * `CounterSignature`, the signature's own protected header, and as payload the CBOR byte string of the signature. C2PA 2.2,
 * 10.3.2.5 calls it `sigTst2`; that the SDK asks for exactly this is pinned by a test.
 */
export function imprintOf(protectedHeader: Uint8Array, signature: Uint8Array): Uint8Array {
  return sha256(
    cborHead(4, 4),
    cborText("CounterSignature"),
    cborBytes(protectedHeader),
    cborBytes(new Uint8Array()),
    cborBytes(cborBytes(signature)),
  );
}

/**
 * An unprotected COSE header of exactly `lengthBytes`: these entries as they are, a token where there is one, and padding. Null
 * where they do not fit.
 */
export function unprotectedHeader(
  lengthBytes: number,
  token: Uint8Array | null,
  kept: readonly Uint8Array[] = [],
): Uint8Array | null {
  return padTo(lengthBytes, token === null ? kept : [...kept, stampEntry(token)]);
}

function stampEntry(token: Uint8Array): Uint8Array {
  const tokens = [cborHead(4, 1), cborHead(5, 1), cborText("val"), cborBytes(token)];
  return Buffer.concat([cborText("sigTst2"), cborHead(5, 1), cborText("tstTokens"), ...tokens]);
}

/** A map of these entries and a padding, of exactly `length` bytes; null where they do not fit. */
function padTo(length: number, entries: readonly Uint8Array[]): Uint8Array | null {
  // Some lengths are none that one padding can have, because a longer one needs a longer head: two always can.
  for (const second of [null, 0, 1, 2]) {
    const more = second === null ? [] : [Buffer.concat([cborText("pad2"), cborBytes(new Uint8Array(second))])];
    const start = Buffer.concat([cborHead(5, entries.length + 1 + more.length), ...entries, ...more, cborText("pad")]);
    for (const headLength of [1, 2, 3, 5]) {
      const size = length - start.length - headLength;
      if (size < 0 || cborHead(2, size).length !== headLength) continue;
      return Buffer.concat([start, cborBytes(new Uint8Array(size))]);
    }
  }
  return null;
}
