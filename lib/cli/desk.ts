import type { CommandEnd } from "../edge/command.ts";
import type { Local } from "./open-local.ts";

/** What a command's work is given: the way into this installation, and word of Ctrl-C. */
export interface Desk {
  /** Aborted by the first Ctrl-C: whatever is in hand is brought to an end, and nothing new is begun. */
  readonly signal: AbortSignal;
  /** Runs the work in a workspace of this installation's database, the command line's own where no slug is given. */
  withLocal<T>(slug: string | undefined, work: (local: Local) => Promise<T>): Promise<T>;
}

/** Does a command's work, and turns its end or its Fault into the exit code. */
export type Act = (work: (desk: Desk) => Promise<CommandEnd>) => Promise<void>;
