/** The UUID of a C2PA manifest store's description box, as it stands in the bytes ("c2pa" and the JUMBF suffix). */
const storeType = Buffer.from("6332706100110010800000aa00389b71", "hex");

/**
 * Whether bytes begin as a manifest store does: a superbox `jumb` whose description box is of the store's type (C2PA
 * 2.2, 11.1.4.2).
 */
export function isManifestStore(bytes: Uint8Array): boolean {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return (
    data.length >= 32 &&
    data.toString("latin1", 4, 8) === "jumb" &&
    data.toString("latin1", 12, 16) === "jumd" &&
    data.subarray(16, 32).equals(storeType)
  );
}
