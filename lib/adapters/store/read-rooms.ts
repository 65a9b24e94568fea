/** Room for an object on its way from a disk into a file; larger ones get fresh room each time. */
const roomBytes = 2_000_000;
const keptMax = 8;

/** Buffers that are used again: the pages of a fresh one cost as much as what is read into them. */
export function makeRooms(): { within<T>(sizeBytes: number, work: (room: Uint8Array) => Promise<T>): Promise<T> } {
  const kept: Uint8Array[] = [];
  return {
    async within(sizeBytes, work) {
      if (sizeBytes > roomBytes) return work(new Uint8Array(sizeBytes));
      const room = kept.pop() ?? Buffer.allocUnsafeSlow(roomBytes);
      const made = await work(room);
      // Only after a good end: what failed or was given up may be read into still.
      if (kept.length < keptMax) kept.push(room);
      return made;
    },
  };
}
