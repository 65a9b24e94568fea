import { createHash } from "node:crypto";
import {
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from "node:fs";
import { readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scratch } from "../../ports/scratch.ts";
import { atOnceBytesMax } from "../store/file-calls.ts";

const prefix = "c2c-scratch-";
const roomBytesMin = 1_000_000_000;

/** Up to here an asset, its output and what is read back may be in memory together, some tens of assets at a time. */
const smallBytesMax = 16_000_000;

/** Files whose pages are used again, and what they may hold together. */
const spareBytesMax = 64_000_000;
const sparesMax = 16;

/**
 * One folder for this process in `near`, which is in memory where Linux has room for that, and one in `far` for large assets;
 * each readable by its user alone. What processes that were killed left behind is removed at start.
 */
export function makeScratch(near: string = roomiest(), far: string = near === "/dev/shm" ? tmpdir() : near): Scratch {
  const own = new Map<string, string>();
  const folderIn = (base: string) => {
    const known = own.get(base);
    if (known !== undefined) return known;
    sweep(base);
    const folder = join(base, `${prefix}${process.pid}`);
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    own.set(base, folder);
    return folder;
  };
  const spares: { path: string; sizeBytes: number }[] = [];
  let spareBytes = 0;
  let spared = 0;

  function takeSpare(roomyPath: string): void {
    const spare = spares.pop();
    if (!spare) return;
    spareBytes -= spare.sizeBytes;
    renameSync(spare.path, roomyPath);
  }

  function keepSpare(roomyPath: string): void {
    const sizeBytes = statSync(roomyPath, { throwIfNoEntry: false })?.size;
    if (sizeBytes === undefined || spares.length >= sparesMax || spareBytes + sizeBytes > spareBytesMax) return;
    const path = join(folderIn(near), `spare-${spared++}`);
    renameSync(roomyPath, path);
    spares.push({ path, sizeBytes });
    spareBytes += sizeBytes;
  }

  return {
    async within(work, sizeBytes = 0) {
      // On this thread: where files are in memory, a trip to the thread pool costs more than what it would do there.
      const isSmall = sizeBytes <= smallBytesMax;
      const folder = mkdtempSync(join(folderIn(isSmall ? near : far), "a-"));
      const roomyPath = join(folder, "roomy");
      try {
        if (isSmall) takeSpare(roomyPath);
        return await work(folder, roomyPath);
      } finally {
        if (isSmall) keepSpare(roomyPath);
        if (isSmall) rmSync(folder, { recursive: true, force: true });
        else await rm(folder, { recursive: true, force: true });
      }
    },
    write: (path, bytes) => writeFile(path, bytes, { mode: 0o600, flag: "wx" }),
    read: async (path) => new Uint8Array(await readFile(path)),
    async facts(path) {
      const { size: sizeBytes } = statSync(path);
      const hash = createHash("sha256");
      if (sizeBytes <= atOnceBytesMax) hash.update(readFileSync(path));
      else for await (const piece of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(piece as Buffer);
      return { path, sizeBytes, sha256: hash.digest("hex") };
    },
  };
}

function roomiest(): string {
  try {
    const { bavail, bsize } = statfsSync("/dev/shm");
    if (bavail * bsize >= roomBytesMin) return "/dev/shm";
  } catch {
    // Not every system has it.
  }
  return tmpdir();
}

function sweep(base: string): void {
  for (const name of readdirSync(base)) {
    const pid = name.startsWith(prefix) ? Number(name.slice(prefix.length)) : Number.NaN;
    if (Number.isInteger(pid) && !isAlive(pid)) rmSync(join(base, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    // EPERM: somebody else's, and alive.
    return (thrown as NodeJS.ErrnoException).code === "EPERM";
  }
}
