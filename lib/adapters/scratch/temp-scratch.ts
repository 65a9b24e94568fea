import { mkdirSync, readdirSync, rmSync, statfsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Scratch } from "../../ports/scratch.ts";

const prefix = "c2c-scratch-";
const roomBytesMin = 1_000_000_000;

/**
 * One folder for this process, in memory where Linux has room for that, readable by its user alone. What processes that
 * were killed left behind is removed at start.
 */
export function makeScratch(base: string = roomiest()): Scratch {
  let own: string | undefined;
  const folder = () => {
    if (own) return own;
    sweep(base);
    own = join(base, `${prefix}${process.pid}`);
    mkdirSync(own, { recursive: true, mode: 0o700 });
    process.once("exit", () => rmSync(own as string, { recursive: true, force: true }));
    return own;
  };
  return {
    async within(work) {
      const asset = await mkdtemp(join(folder(), "a-"));
      try {
        return await work(asset);
      } finally {
        await rm(asset, { recursive: true, force: true });
      }
    },
    write: (path, bytes) => writeFile(path, bytes, { mode: 0o600, flag: "wx" }),
    read: async (path) => new Uint8Array(await readFile(path)),
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
