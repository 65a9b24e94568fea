import { type ChildProcess, type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync, readFileSync } from "node:fs";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { testEnvironment } from "./wiring.ts";

const bundle = fileURLToPath(new URL("../../dist/worker.mjs", import.meta.url));

/** A real worker, from the production bundle, over a test's database. */
export interface WorkerProcess {
  readonly pid: number;
  /** SIGKILL to the worker alone, as the kernel would: its children are left to notice. */
  kill(): Promise<void>;
  /** SIGTERM, and waits until it is gone. */
  stop(): Promise<number | null>;
  /** What it wrote, for a failing test's message. */
  log(): string;
}

export async function startWorker(db: { url: string }, env: Record<string, string> = {}): Promise<WorkerProcess> {
  const child: ChildProcessByStdio<null, null, Readable> = spawn(process.execPath, ["--enable-source-maps", bundle], {
    env: {
      ...process.env,
      ...testEnvironment,
      DATABASE_URL: db.url,
      C2C_LEASE_MS: "2000",
      ...env,
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
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
    log: () => written,
    kill: () => end(child, "SIGKILL", gone).then(() => {}),
    stop: () => end(child, "SIGTERM", gone),
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

/** The media processes that run at this moment, by what they were started with. Linux only. */
export function mediaProcesses(): number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, "utf8").includes("media-child");
      } catch {
        return false;
      }
    })
    .map(Number);
}
