import { type ChildProcessByStdio, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { buildAll } from "../../scripts/build.mjs";
import { testEnvironment } from "./wiring.ts";
import { until } from "./worker-process.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const next = join(root, "node_modules", "next", "dist", "bin", "next");

/** A real web process, from the production build, over a test's database: built first, where what it is made of has changed. */
export interface WebProcess {
  hasEnded(): boolean;
  /** SIGKILL, as the kernel would. */
  kill(): Promise<void>;
  log(): string;
}

export async function startWeb(db: { url: string }, port: number): Promise<WebProcess> {
  await buildAll(() => {});
  const address = `http://127.0.0.1:${port}`;
  const child = spawn(process.execPath, [next, "start", "--hostname", "127.0.0.1", "--port", String(port)], {
    cwd: root,
    env: {
      ...process.env,
      ...testEnvironment,
      NODE_ENV: "production",
      NEXTAUTH_URL: address,
      DATABASE_URL: db.url,
      NEXT_TELEMETRY_DISABLED: "1",
    },
    stdio: ["ignore", "ignore", "pipe"],
  }) as ChildProcessByStdio<null, null, Readable>;
  let written = "";
  child.stderr.on("data", (chunk) => {
    written = (written + chunk).slice(-10_000);
  });
  const gone = once(child, "exit");
  const answers = () =>
    fetch(`${address}/api/health`).then(
      () => true,
      () => false,
    );
  await Promise.race([
    until(answers, 60_000, "the web process did not answer"),
    gone.then(() => Promise.reject(new Error(`the web process ended at once:\n${written}`))),
  ]);
  return {
    hasEnded: () => child.exitCode !== null || child.signalCode !== null,
    log: () => written,
    async kill() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGKILL");
      await gone;
    },
  };
}
