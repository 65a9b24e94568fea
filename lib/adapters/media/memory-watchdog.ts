import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { promisify } from "node:util";

const checkEveryMs = 200;
const pageBytes = 4096;
/** What a process may have beyond what it holds: stacks, and what was given back and not yet taken. */
const roomMb = 512;
const run = promisify(execFile);

/**
 * Kills each of the processes whose resident memory is over the ceiling. Limits on address space are no use here: the
 * engine reserves gigabytes that it never touches. Looks only between `start` and `stop`. Where the system has `prlimit`, each process is also
 * denied more data than the ceiling and some room: whoever asks for gigabytes at once is told no, and need not be caught.
 */
export function makeMemoryWatchdog(memoryMbMax: number, pids: () => number[]): { start(): void; stop(): void } {
  let timer: NodeJS.Timeout | undefined;
  let looking = false;
  const limited = new Set<number>();

  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      const running = pids();
      // A number that is free again is another process's.
      for (const pid of limited) if (!running.includes(pid)) limited.delete(pid);
      for (const pid of running.filter((one) => !limited.has(one))) {
        limited.add(pid);
        await limitData(pid, memoryMbMax + roomMb);
      }
      for (const pid of pids()) if ((await residentBytes(pid)) > memoryMbMax * 1_000_000) kill(pid);
    } finally {
      looking = false;
    }
  }

  return {
    start() {
      if (timer === undefined) void look();
      timer ??= setInterval(() => void look(), checkEveryMs);
      timer.unref();
    },
    stop() {
      clearInterval(timer);
      timer = undefined;
    },
  };
}

/** Costs a short process once; without `prlimit`, or for a process that is gone, nothing happens. */
async function limitData(pid: number, mb: number): Promise<void> {
  if (process.platform !== "linux") return;
  await run("prlimit", ["--pid", String(pid), `--data=${mb * 1_000_000}`]).catch(() => {});
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
