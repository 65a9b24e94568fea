import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { root } from "./install.mjs";

const RESTART_MS_FIRST = 500;
const RESTART_MS_MAX = 15_000;
/** A process that has run for this long is taken to be well: its next death counts as the first. */
const WELL_AFTER_MS = 60_000;

const endWithParent = fileURLToPath(new URL("end-with-parent.mjs", import.meta.url));

/**
 * Keeps one Node program running: starts it in a process group of its own, starts it again when it dies (waiting longer
 * each time, 15 s at most), and takes whatever it forked down with it. `stop` sends SIGTERM, and SIGKILL after
 * `graceMs`; calling it again kills at once. Without a supervisor the program does the same by itself.
 * @param {{ name: string, args: string[], env: Record<string, string | undefined>, graceMs: number, say(line: string): void }} program
 * @returns {{ stop(): Promise<void>, pid(): number | undefined }}
 */
export function supervise({ name, args, env, graceMs, say }) {
  let child;
  let restart;
  let stopping = false;
  let failures = 0;
  let gone = Promise.resolve();

  function start() {
    const startedAtMs = performance.now();
    child = spawn(process.execPath, ["--enable-source-maps", "--import", endWithParent, ...args], {
      cwd: root,
      env: { ...env, C2C_GRACE_MS: String(graceMs) },
      // A group of its own, so that Ctrl-C reaches the supervisor alone, and its forks can be ended with it.
      detached: true,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
    });
    const started = child;
    gone = new Promise((resolve) => {
      started.once("error", (thrown) => {
        say(`${name} could not be started: ${thrown.message}`);
        resolve();
      });
      started.once("exit", (code, signal) => {
        killGroup(started.pid);
        resolve();
        if (!stopping) again(startedAtMs, code ?? signal);
      });
    });
  }

  function again(startedAtMs, ending) {
    failures = performance.now() - startedAtMs > WELL_AFTER_MS ? 1 : failures + 1;
    const waitMs = Math.min(RESTART_MS_FIRST * 2 ** (failures - 1), RESTART_MS_MAX);
    say(`${name} ended (${ending}); starting it again in ${waitMs / 1000} s.`);
    restart = setTimeout(start, waitMs);
  }

  start();
  return {
    pid: () => child.pid,
    async stop() {
      if (stopping) return killGroup(child.pid);
      stopping = true;
      clearTimeout(restart);
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      const impatience = setTimeout(() => {
        say(`${name} did not end within ${graceMs / 1000} s; killing it.`);
        killGroup(child.pid);
      }, graceMs);
      await gone;
      clearTimeout(impatience);
    },
  };
}

function killGroup(pid) {
  try {
    process.kill(-pid, "SIGKILL");
  } catch {
    // Nobody is left in the group.
  }
}
