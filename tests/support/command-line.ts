import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { buildPrograms } from "../../scripts/build.mjs";
import { testEnvironment } from "./wiring.ts";

const bundle = fileURLToPath(new URL("../../dist/c2c.mjs", import.meta.url));

/** For `beforeAll`: the bundle of the sources as they are. */
export const buildCommandLine = () => buildPrograms();

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Started {
  readonly child: ChildProcess;
  /** To the process and all that it started, as a terminal does with Ctrl-C. */
  signal(name: NodeJS.Signals): void;
  readonly ended: Promise<Ended>;
}

/** The real bundle as a process of its own, in a pipe, with nobody to ask, away from the project's folder. */
export function startC2c(args: string[], env: Record<string, string | undefined>): Started {
  const child = spawn(process.execPath, [bundle, ...args], {
    env: { NODE_ENV: "production", PATH: process.env.PATH, HOME: process.env.HOME, ...testEnvironment, ...env },
    cwd: tmpdir(),
    stdio: ["ignore", "pipe", "pipe"],
    // A process group of its own, so that a signal reaches it and its children and nobody else.
    detached: true,
  });
  const written = { stdout: "", stderr: "" };
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (chunk: string) => {
      written[name] += chunk;
    });
  return {
    child,
    signal: (name) => process.kill(-(child.pid as number), name),
    ended: once(child, "close").then(([code]) => ({ code, ...written })),
  };
}

/** Runs a command line to its end. */
export function c2c(args: string[], env: Record<string, string | undefined>): Promise<Ended> {
  return startC2c(args, env).ended;
}
