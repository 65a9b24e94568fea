import { readFile, stat } from "node:fs/promises";

/** Up to here an asset is read into memory once, which the SDK takes faster; above it goes from file to file. */
const memoryBytesMax = 16_000_000;

export type AssetSource = { buffer: Buffer; mimeType: string } | { path: string; mimeType: string };

/** An asset as the SDK takes it: its bytes where they are few, its path where they are many. */
export async function assetSource(path: string, mime: string): Promise<AssetSource> {
  const { size } = await stat(path);
  return size <= memoryBytesMax ? { buffer: await readFile(path), mimeType: mime } : { path, mimeType: mime };
}
