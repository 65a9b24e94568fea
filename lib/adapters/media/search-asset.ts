import { open } from "node:fs/promises";
import { inMemory } from "../../media/byte-source.ts";
import { listXmpInstanceIds } from "../../media/xmp-instance-id.ts";

const windowBytes = 1 << 20;
/** More than any text that is looked for, so that one across two windows is seen whole in the second. */
const overlapBytes = 4096;

/** Whether this is one of the file's `xmpMM:InstanceID`s. */
export function findXmpInstance(path: string, id: string): Promise<boolean> {
  return someWindow(path, (bytes) => listXmpInstanceIds(inMemory(bytes)).includes(id));
}

/** Whether the file holds anything that looks like a manifest store of C2PA's. */
export async function holdsManifest(path: string): Promise<boolean> {
  const seen = { jumb: false, c2pa: false, letters: false };
  return someWindow(path, (bytes) => {
    seen.jumb ||= bytes.includes("jumb", 0, "latin1");
    seen.c2pa ||= bytes.includes("c2pa", 0, "latin1");
    // A drawing holds it written in letters.
    seen.letters ||= bytes.includes("<c2pa:manifest", 0, "latin1");
    return seen.letters || (seen.jumb && seen.c2pa);
  });
}

/** Goes over a file of any size in windows that overlap, until one fits. */
async function someWindow(path: string, fits: (bytes: Buffer) => boolean): Promise<boolean> {
  const file = await open(path, "r");
  try {
    const { size } = await file.stat();
    const window = Buffer.alloc(Math.min(size, windowBytes));
    for (let at = 0; at < size; at += windowBytes - overlapBytes) {
      const { bytesRead } = await file.read(window, 0, window.byteLength, at);
      if (fits(window.subarray(0, bytesRead))) return true;
      if (at + bytesRead >= size) break;
    }
    return false;
  } finally {
    await file.close();
  }
}
