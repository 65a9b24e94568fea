import { wholeBytesMax } from "./file-calls.ts";

const keptMax = 8;

/** Room for an object on its way from a disk into a file, used again: the pages of fresh room cost as much as what is read into them. */
export function makeRooms(): { within<T>(work: (room: Uint8Array) => Promise<T>): Promise<T> } {
  const kept: Uint8Array[] = [];
  return {
    async within(work) {
      const room = kept.pop() ?? Buffer.allocUnsafeSlow(wholeBytesMax);
      const made = await work(room);
      // Only after a good end: what failed or was given up may be read into still.
      if (kept.length < keptMax) kept.push(room);
      return made;
    },
  };
}
