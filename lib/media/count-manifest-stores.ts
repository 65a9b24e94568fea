/** The UUID of a C2PA manifest store's description box, as it begins in the bytes ("c2pa" and the JUMBF suffix). */
const storeType = Buffer.from("6332706100110010800000aa00389b71", "hex");

/**
 * How many manifest stores a file carries, from its containers alone, for the formats whose containers are read here
 * (JPEG, PNG, WebP); null for others. C2PA 2.2, appendix A: more than one counts as none.
 */
export function countManifestStores(bytes: Uint8Array, mime: string | null): number | null {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (mime) {
    case "image/jpeg":
      return inJpeg(data);
    case "image/png":
      return inChunks(data, 8, { name: "caBX", lengthFirst: true });
    case "image/webp":
      return inChunks(data, 12, { name: "C2PA", lengthFirst: false });
    default:
      return null;
  }
}

/** APP11 segments of JUMBF ("JP") say which box instance they carry a part of; a store is one instance. */
function inJpeg(data: Buffer): number {
  const stores = new Set<number>();
  for (let at = 2; at + 4 <= data.length && data[at] === 0xff; at += 2 + data.readUInt16BE(at + 2)) {
    const marker = data[at + 1] as number;
    if (marker === 0xda || marker === 0xd9) break;
    const length = data.readUInt16BE(at + 2);
    if (length < 2) break;
    if (marker !== 0xeb || length < 34 || data.toString("latin1", at + 4, at + 6) !== "JP") continue;
    if (
      data.subarray(at + 2, at + 2 + length).includes(storeType.subarray(0, 4)) &&
      isStore(data.subarray(at + 12, at + 2 + length))
    )
      stores.add(data.readUInt16BE(at + 6));
  }
  return stores.size;
}

/** A superbox `jumb` that begins with a description box `jumd` of the store's type. */
function isStore(box: Buffer): boolean {
  return (
    box.length >= 32 &&
    box.toString("latin1", 4, 8) === "jumb" &&
    box.toString("latin1", 12, 16) === "jumd" &&
    box.subarray(16, 32).equals(storeType)
  );
}

function inChunks(data: Buffer, from: number, chunk: { name: string; lengthFirst: boolean }): number {
  let found = 0;
  for (let at = from; at + 8 <= data.length; ) {
    const length = chunk.lengthFirst ? data.readUInt32BE(at) : data.readUInt32LE(at + 4);
    const name = data.toString("latin1", chunk.lengthFirst ? at + 4 : at, chunk.lengthFirst ? at + 8 : at + 4);
    if (name === chunk.name) found++;
    // PNG adds a checksum, RIFF pads to even lengths.
    at += 8 + length + (chunk.lengthFirst ? 4 : length % 2);
  }
  return found;
}
