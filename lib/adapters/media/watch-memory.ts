import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";

const linux = process.platform === "linux";
const everyMs = linux ? 100 : 1_000;
/** Linux counts resident pages; the page size of both architectures that the SDK has a binary for is this at least. */
const pageBytes = 4_096;

/** Calls `over` once when a process has more than `memoryMbMax` in memory. Looks every 100 ms on Linux, every second elsewhere. */
export function watchMemory(pid: number, memoryMbMax: number, over: () => void): () => void {
  const timer = setInterval(async () => {
    const megabytes = await residentMb(pid);
    if (megabytes !== null && megabytes > memoryMbMax) {
      clearInterval(timer);
      over();
    }
  }, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}

/** Null where the process is gone. */
async function residentMb(pid: number): Promise<number | null> {
  if (!linux)
    return new Promise((resolve) =>
      execFile("ps", ["-o", "rss=", "-p", String(pid)], (failed, out) =>
        resolve(failed ? null : Number(out.trim()) / 1024),
      ),
    );
  const statm = await readFile(`/proc/${pid}/statm`, "utf8").catch(() => null);
  return statm === null ? null : (Number(statm.split(" ")[1]) * pageBytes) / 1e6;
}
