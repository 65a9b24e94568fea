import { userInfo } from "node:os";
import type { Actor } from "../kernel/actor.ts";
import { asFault, type Fault } from "../kernel/fault.ts";

/** The exit codes that scripts rely on. `partial`: the work was done, but some assets failed or were skipped with an error. */
export const exitCodes = { success: 0, partial: 10, fatal: 20 } as const;
export type CommandEnd = "success" | "partial";

/**
 * Runs one command of the CLI and returns its exit code. A Fault becomes one sentence on standard error, with one line
 * for each rejected field; a stranger shows its stack, because here the person who runs it can mend it.
 */
export async function command(
  work: () => Promise<CommandEnd>,
  say: (text: string) => void = (text) => void process.stderr.write(text),
): Promise<number> {
  try {
    return exitCodes[await work()];
  } catch (thrown) {
    const fault = asFault(thrown);
    say(`c2c: ${fault.code === "internal" ? stackOf(fault) : fault.message}\n`);
    for (const line of fieldLines(fault)) say(`  ${line}\n`);
    if (fault.retryAfterMs !== undefined) say(`  Try again in ${Math.ceil(fault.retryAfterMs / 1000)} s.\n`);
    return exitCodes.fatal;
  }
}

/** The actor of a command: the operating system's user, who may do anything in an installation that is theirs. */
export function commandActor(): Actor {
  return { kind: "cli", osUser: osUser() };
}

function osUser(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run under a number that has no name.
    return `uid ${process.getuid?.() ?? "unknown"}`;
  }
}

function stackOf(fault: Fault): string {
  return fault.cause instanceof Error ? (fault.cause.stack ?? fault.cause.message) : fault.message;
}

function fieldLines(fault: Fault): string[] {
  const fields = fault.details?.fields;
  if (!Array.isArray(fields) || fields.length < 2) return [];
  return (fields as { path: string; message: string }[]).map(({ path, message }) => `${path || "input"}: ${message}`);
}
