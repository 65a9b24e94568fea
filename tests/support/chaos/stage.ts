import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { freePort } from "../../../scripts/postgres.mjs";
import type { TestDatabase } from "../database.ts";
import { startWeb, type WebProcess } from "../web-process.ts";
import { startWorker, type WorkerProcess } from "../worker-process.ts";

export const leaseMs = 2_000;
const jumpingClock = pathToFileURL(fileURLToPath(new URL("jumping-clock.mjs", import.meta.url))).href;

/** The processes of an installation in whose way things are put: a web process and two workers, each with a clock of its own. */
export interface Stage {
  readonly address: string;
  readonly workers: number;
  killWorkers(which: number[]): Promise<void>;
  startWorkers(which: number[]): Promise<void>;
  /** Starts again, as their supervisor would, the processes that have ended by themselves. */
  startEnded(): Promise<void>;
  /** SIGSTOP, and SIGCONT after `ms`. */
  stallWorker(which: number, ms: number): Promise<void>;
  setClock(which: number, offMs: number): Promise<void>;
  killWeb(): Promise<void>;
  startWeb(): Promise<void>;
  /** What the processes that run now have written. */
  log(): string;
  close(): Promise<void>;
}

export async function startStage(db: TestDatabase): Promise<Stage> {
  const port = await freePort();
  const folder = await mkdtemp(join(tmpdir(), "c2c-chaos-"));
  const running: (WorkerProcess | undefined)[] = [undefined, undefined];
  let web: WebProcess | undefined;
  const clockOf = (which: number) => join(folder, `clock-${which}`);
  for (const which of running.keys()) await writeFile(clockOf(which), "0");

  const stage: Stage = {
    address: `http://127.0.0.1:${port}`,
    workers: running.length,
    async killWorkers(which) {
      await Promise.all(which.map((one) => running[one]?.kill()));
    },
    async startWorkers(which) {
      await Promise.all(
        which.map(async (one) => {
          running[one] = await startWorker(db, {
            C2C_LEASE_MS: String(leaseMs),
            C2C_MEDIA_PARALLEL: "1",
            C2C_TEST_CLOCK: clockOf(one),
            NODE_OPTIONS: `--import=${jumpingClock}`,
          });
        }),
      );
    },
    async startEnded() {
      await stage.startWorkers([...running.keys()].filter((which) => running[which]?.hasEnded()));
      if (web?.hasEnded()) await stage.startWeb();
    },
    async stallWorker(which, ms) {
      const pid = running[which]?.pid;
      if (pid === undefined) return;
      process.kill(pid, "SIGSTOP");
      await new Promise((resolve) => setTimeout(resolve, ms));
      process.kill(pid, "SIGCONT");
    },
    async setClock(which, offMs) {
      await writeFile(clockOf(which), String(offMs));
      const pid = running[which]?.pid;
      if (pid !== undefined) process.kill(pid, "SIGUSR2");
    },
    async killWeb() {
      await web?.kill();
    },
    async startWeb() {
      web = await startWeb(db, port);
    },
    log: () => [web?.log(), ...running.map((worker) => worker?.log())].join("\n"),
    async close() {
      await Promise.all([web?.kill(), ...running.map((worker) => worker?.kill())]);
      await rm(folder, { recursive: true, force: true });
    },
  };
  try {
    await stage.startWeb();
    await stage.startWorkers([...running.keys()]);
    return stage;
  } catch (thrown) {
    await stage.close();
    throw thrown;
  }
}
