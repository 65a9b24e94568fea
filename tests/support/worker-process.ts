import { type ChildProcess, type ChildProcessByStdio, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { buildPrograms } from "../../scripts/build.mjs";
import { testEnvironment } from "./wiring.ts";

const endWithParent = fileURLToPath(new URL("../../scripts/end-with-parent.mjs", import.meta.url));
const bundle = fileURLToPath(new URL("../../dist/worker.mjs", import.meta.url));

/** A real worker, from the production bundle, over a test's database: built first, where what it is made of has changed. */
export interface WorkerProcess {
  readonly pid: number;
  /** SIGKILL to the worker alone, as the kernel would: its children are left to notice. */
  kill(): Promise<void>;
  /** SIGTERM, and waits until it is gone. */
  stop(): Promise<number | null>;
  /** Lets go of the channel, as a supervisor that died does, and waits until it is gone. Only where it was `supervised`. */
  abandon(): Promise<number | null>;
  hasEnded(): boolean;
  /** What it wrote, for a failing test's message. */
  log(): string;
}

export async function startWorker(
  db: { url: string },
  env: Record<string, string> = {},
  { supervised = false } = {},
): Promise<WorkerProcess> {
  await buildPrograms();
  // As `scripts/supervise.mjs` starts it: with a channel, and with what ends it when the channel closes.
  const flags = supervised ? ["--import", endWithParent] : [];
  const child = spawn(process.execPath, ["--enable-source-maps", ...flags, bundle], {
    env: {
      ...process.env,
      ...testEnvironment,
      DATABASE_URL: db.url,
      C2C_LEASE_MS: "2000",
      ...env,
    },
    stdio: supervised ? ["ignore", "ignore", "pipe", "ipc"] : ["ignore", "ignore", "pipe"],
  }) as ChildProcessByStdio<null, null, Readable>;
  let written = "";
  child.stderr.on("data", (chunk) => {
    written = (written + chunk).slice(-20_000);
  });
  const gone = once(child, "exit");
  await Promise.race([
    until(() => written.includes("worker.ready"), 60_000, "the worker did not become ready"),
    gone.then(() => Promise.reject(new Error(`the worker ended at once:\n${written}`))),
  ]);
  return {
    pid: child.pid as number,
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    log: () => written,
    kill: () => end(child, "SIGKILL", gone).then(() => {}),
    stop: () => end(child, "SIGTERM", gone),
    async abandon() {
      child.disconnect();
      await gone;
      return child.exitCode;
    },
  };
}

async function end(child: ChildProcess, signal: NodeJS.Signals, gone: Promise<unknown[]>): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill(signal);
    await gone;
  }
  return child.exitCode;
}

/** Waits until `holds` is true, looking every few milliseconds; throws after `timeoutMs` with `otherwise`. */
export async function until(
  holds: () => boolean | Promise<boolean>,
  timeoutMs: number,
  otherwise: string,
): Promise<void> {
  const endMs = performance.now() + timeoutMs;
  while (!(await holds())) {
    if (performance.now() > endMs) throw new Error(otherwise);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The media processes that run at this moment, by what they were started with; with `parent`, only its own. */
export function mediaProcesses(parent?: number): number[] {
  return runningProcesses()
    .filter(({ command, ppid }) => command.includes("media-child") && (parent === undefined || ppid === parent))
    .map(({ pid }) => pid);
}

/** From /proc where there is one: not every Linux has `ps`. */
function runningProcesses(): { pid: number; ppid: number; command: string }[] {
  if (process.platform !== "linux") {
    const lines = execFileSync("ps", ["-axo", "pid=,ppid=,command="], { encoding: "utf8" }).split("\n");
    return lines.flatMap((line) => {
      const [, pid, ppid, command] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
      return command === undefined ? [] : [{ pid: Number(pid), ppid: Number(ppid), command }];
    });
  }
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const ppid = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
        return [{ pid: Number(pid), ppid: Number(ppid), command: readFileSync(`/proc/${pid}/cmdline`, "utf8") }];
      } catch {
        // It ended while we looked.
        return [];
      }
    });
}

/** Waits until none of these media processes runs any more. */
export async function untilGone(pids: Iterable<number>): Promise<void> {
  const wanted = new Set(pids);
  await until(() => !mediaProcesses().some((pid) => wanted.has(pid)), 10_000, "media processes outlived their worker");
}
