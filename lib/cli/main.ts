import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CommanderError } from "commander";
import { command, exitCodes } from "../edge/command.ts";
import { Fault } from "../kernel/fault.ts";
import type { Desk } from "./desk.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { makeProgram } from "./program.ts";

export interface MainOptions {
  /** Brings up the database and sets the environment; called once, and only by a command that needs them. */
  prepare?(): Promise<void>;
}

/** Runs one command line and returns its exit code: 0 success, 10 partial, 20 fatal. */
export async function main(args: readonly string[], { prepare }: MainOptions = {}): Promise<number> {
  let code: number = exitCodes.success;
  const interrupt = listenForInterrupt();
  let prepared: Promise<void> | undefined;
  const desk: Desk = {
    signal: interrupt.signal,
    async withLocal(slug, work) {
      prepared ??= prepare?.().catch((cause: unknown) => {
        throw new Fault("precondition", cause instanceof Error ? cause.message : String(cause), { cause });
      });
      await prepared;
      // Loaded only now: help must not wait for the database client and all that goes with it.
      return (await import("./open-local.ts")).withLocal(slug, work);
    },
  };
  const program = makeProgram(async (work) => {
    code = await command(() => work(desk));
  });
  // Whoever read our output may have heard enough: `c2c receipts export | head`.
  process.stdout.on("error", ignoreClosedPipe);
  try {
    await program.parseAsync(args, { from: "user" });
    return code;
  } catch (thrown) {
    if (!(thrown instanceof CommanderError)) throw thrown;
    return thrown.exitCode === 0 ? exitCodes.success : exitCodes.fatal;
  } finally {
    interrupt.release();
  }
}

function ignoreClosedPipe(cause: NodeJS.ErrnoException): void {
  if (cause.code !== "EPIPE") throw cause;
}

const isEntry = process.argv[1] !== undefined && realpathSync(process.argv[1]) === fileURLToPath(import.meta.url);
if (isEntry) process.exitCode = await main(process.argv.slice(2));
