import { readSync, writeSync } from "node:fs";
import { decodeFrame, encodeFrame, type Frame, frameHeadBytes, frameLength } from "./frames.ts";

/** Where a media process finds its channel to its parent. */
const channel = 3;

/** Writes one message, and waits until it is written. */
export function send(message: unknown, bytes?: Uint8Array): void {
  const frame = encodeFrame(message, bytes);
  for (let at = 0; at < frame.length; ) at += writeSync(channel, frame, at);
}

/** The parent's next message, for which nothing else is done meanwhile; null when the parent has closed or is gone. */
export function receive(): Frame | null {
  const head = Buffer.alloc(frameHeadBytes);
  if (!fill(head)) return null;
  const frame = Buffer.allocUnsafe(frameLength(head));
  head.copy(frame);
  return fill(frame.subarray(frameHeadBytes)) ? decodeFrame(frame) : null;
}

function fill(buffer: Buffer): boolean {
  for (let at = 0; at < buffer.length; ) {
    const read = readSync(channel, buffer, at, buffer.length - at, null);
    if (read === 0) return false;
    at += read;
  }
  return true;
}
