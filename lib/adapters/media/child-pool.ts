import { Tinypool } from "tinypool";
import { Fault } from "../../kernel/fault.ts";
import type { ChildAnswer, ChildTask } from "./child-protocol.ts";
import { makeMemoryWatchdog } from "./memory-watchdog.ts";
import { makeSlots } from "./slots.ts";
import { beginWork, type WorkTime } from "./work-time.ts";

export interface ChildPoolOptions {
  childPath: () => string;
  parallel: number;
  memoryMbMax: number;
  /** After this many tasks per process the processes are replaced, against leaks of native code. */
  tasksPerChild?: number;
}

/** What the child says in the middle of a task, and how it is answered. What is waited for within `pause` is nobody's work. */
export type Conversation = (message: unknown, pause: Pause) => Promise<object | null>;
export type Pause = WorkTime["pause"];

const idleMs = 30_000;
/**
 * How many processes there may be for each that works: while one waits for a time-stamp, another works in its place. A run
 * has as many assets in hand (`lib/run/pump-work.ts`), so that more would have nothing to do.
 */
const processesPerSlot = 4;

/**
 * Media processes, of which at most `parallel` work, one task each at a time, started when there is work. A task that is over its
 * deadline gets its process killed; a process that dies fails its own task and no other.
 */
export function makeChildPool({ childPath, parallel, memoryMbMax, tasksPerChild = 5000 }: ChildPoolOptions): {
  run(task: ChildTask, deadlineMs: number, converse?: Conversation, spent?: (ms: number) => void): Promise<ChildAnswer>;
  pids(): number[];
  close(): Promise<void>;
} {
  let pool: Tinypool | undefined;
  let tasks = 0;
  let running = 0;
  let closed = false;
  // Tinypool queues too, but a deadline must begin with the work and not with the waiting.
  const places = { slots: makeSlots(parallel), bench: makeSlots(parallel * (processesPerSlot - 1)) };
  const pids = () => (pool?.threads ?? []).map((child) => child.threadId);
  const watchdog = makeMemoryWatchdog(memoryMbMax, pids);

  function open(): Tinypool {
    if (closed) throw new Fault("internal", "The media engine is closed.");
    if (pool) return pool;
    pool = new Tinypool({
      filename: childPath(),
      runtime: "child_process",
      serialization: "advanced",
      minThreads: 0,
      maxThreads: parallel * processesPerSlot,
      idleTimeout: idleMs,
      // So that a list of processes says which these are.
      argv: ["media-child"],
      env: childEnvironment(),
      // Flags of the parent, such as a loader of its own, are none of the child's.
      execArgv: ["--max-old-space-size=512"],
    });
    // A process that dies between tasks has failed nobody.
    pool.on("error", () => {});
    return pool;
  }

  async function run(
    task: ChildTask,
    deadlineMs: number,
    converse?: Conversation,
    spent?: (ms: number) => void,
  ): Promise<ChildAnswer> {
    const { late, pause, end } = await beginWork(places, deadlineMs);
    try {
      const children = open();
      running++;
      watchdog.start();
      return (await children.run(task, { signal: late, channel: channelFor(converse, pause) })) as ChildAnswer;
    } catch (thrown) {
      throw faultOf(thrown, late.aborted, deadlineMs);
    } finally {
      running--;
      if (running === 0) watchdog.stop();
      if (++tasks % (tasksPerChild * parallel) === 0) await pool?.recycleWorkers();
      const workedMs = end();
      spent?.(workedMs);
    }
  }

  return {
    run,
    pids,
    async close() {
      closed = true;
      await pool?.destroy();
      watchdog.stop();
    },
  };
}

/** A process that parses what strangers made inherits nothing: only where its native library and its temporary files are. */
function childEnvironment(): Record<string, string> {
  const kept = ["C2PA_LIBRARY_PATH", "TMPDIR"] as const;
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}

function channelFor(converse: Conversation | undefined, pause: Pause) {
  let send: (message: object) => void = () => {};
  let open = true;
  return {
    onMessage(callback: (message: object) => void) {
      send = callback;
    },
    async postMessage(message: unknown) {
      const answer = await converse?.(message, pause);
      if (answer && open) send(answer);
    },
    onClose() {
      open = false;
    },
  };
}

function faultOf(thrown: unknown, late: boolean, deadlineMs: number): Fault {
  if (thrown instanceof Fault) return thrown;
  if (late)
    return new Fault("limit", `The media process was stopped at its deadline of ${deadlineMs} ms.`, {
      details: { what: "deadline", deadlineMs },
    });
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  // A process that was denied its memory may have heard the no itself.
  if (/exited unexpectedly|Terminating worker|channel closed|EPIPE|allocation failed/i.test(message))
    return new Fault("limit", "The media process ended in the middle of its work.", { details: { what: "killed" } });
  return new Fault("internal", "A media process failed in a way that is a mistake of ours.", { cause: thrown });
}
