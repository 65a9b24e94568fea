import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const checkEveryMs = 200;
const pageBytes = 4096;
const run = promisify(execFile);

/**
 * Kills each of the processes whose resident memory is over the ceiling. Limits on address space are no use here: the
 * engine reserves gigabytes that it never touches. Looks only between `start` and `stop`.
 */
export function makeMemoryWatchdog(memoryMbMax: number, pids: () => number[]): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let looking = false;

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      for (const pid of pids()) if ((await residentBytes(pid)) > memoryMbMax * 1_000_000) kill(pid);
    } finally {
      looking = false;
    }
  }

  return {
    start() {
      timer ??= setInterval(() => void look(), checkEveryMs);
      timer.unref();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}

/** 0 for a process that is gone. */
async function residentBytes(pid: number): Promise<number> {
  try {
    if (process.platform === "linux")
      return Number((await readFile(`/proc/${pid}/statm`, "utf8")).split(" ")[1]) * pageBytes;
    const { stdout } = await run("ps", ["-o", "rss=", "-p", String(pid)]);
    return Number(stdout.trim()) * 1024;
  } catch {
    return 0;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It ended by itself in the meantime.
  }
}
