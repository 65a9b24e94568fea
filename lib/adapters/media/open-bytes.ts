import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import { type ByteSource, readBytesMax } from "../../media/byte-source.ts";

/** For a look here and there; a small file is read in one go. */
const windowBytes = 1 << 16;
/** What stays in the window of what is before: a look a little ahead, and back, is one read. */
const behindBytes = 1 << 12;

/** The last window that was given back: a fresh megabyte costs more than reading it. */
let spare: Buffer | null = null;

/**
 * A file by parts, through one window of at most a megabyte. Synchronous, because a media process has one file in hand and
 * nothing else to do.
 */
export function openBytes(path: string): ByteSource & { close(): void } {
  const file = openSync(path, "r");
  const sizeBytes = fstatSync(file).size;
  const window = spare ?? Buffer.allocUnsafeSlow(readBytesMax);
  spare = null;
  const isSmall = sizeBytes <= readBytesMax;
  let start = 0;
  let end = 0;

  function fill(at: number, length: number): void {
    start = at;
    end = at;
    while (end < at + length) {
      const read = readSync(file, window, end - at, at + length - end, end);
      if (read === 0) return;
      end += read;
    }
  }

  return {
    sizeBytes,
    read(at, length) {
      const wanted = Math.max(0, Math.min(length, readBytesMax, sizeBytes - at));
      if (wanted === 0) return window.subarray(0, 0);
      if (at < start || at + wanted > end) {
        const from = isSmall ? 0 : Math.max(0, at - Math.min(behindBytes, readBytesMax - wanted));
        fill(from, isSmall ? sizeBytes : Math.min(readBytesMax, at - from + Math.max(wanted, windowBytes)));
      }
      return window.subarray(at - start, Math.min(end, at + wanted) - start);
    },
    close() {
      closeSync(file);
      spare = window;
    },
  };
}
