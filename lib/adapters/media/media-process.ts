import { spawn } from "node:child_process";
import type { Socket } from "node:net";
import type { ChildAnswer, ChildTask } from "./child-protocol.ts";
import { encodeFrame, type Frame, makeFrameReader } from "./frames.ts";

/** What is answered to what the child says in the middle of a task. */
export interface Reply {
  message: object;
  bytes?: Uint8Array;
}

/** Null for no answer at all. */
type Converse = (said: Frame) => Promise<Reply | null>;

/** An answer, and the bytes that came with it. */
export interface Answered {
  answer: ChildAnswer;
  bytes: Uint8Array;
  /** What the process says that the task took of the processor, over all its threads; NaN where it says nothing of the kind. */
  cpuMs: number;
}

/** One media process, with at most one task in hand. */
export interface MediaProcess {
  readonly pid: number;
  /** No longer once it ended, or was told to. */
  readonly isUsable: boolean;
  /** How many tasks it was given. */
  readonly tasks: number;
  /** Throws `ProcessEnded` when the process ends before it answers, and an Error that says what it threw. */
  run(task: ChildTask, converse?: Converse): Promise<Answered>;
  /** At once, whatever it does. */
  kill(): void;
  /** Lets it end by itself, within a second: it has nothing more to do. */
  dismiss(): void;
  readonly ended: Promise<void>;
}

export class ProcessEnded extends Error {}

const lastWordsMs = 1000;

/** Starts one. Nothing of this process goes along: see `childEnvironment`. */
export function startMediaProcess(programPath: string): MediaProcess {
  // Named so that a list of processes says which these are.
  const child = spawn(process.execPath, ["--max-old-space-size=512", programPath, "media-child"], {
    stdio: ["ignore", "ignore", "inherit", "pipe"],
    env: childEnvironment() as NodeJS.ProcessEnv,
  });
  const channel = child.stdio[3] as Socket;
  const reader = makeFrameReader();
  let inHand: { converse: Converse | undefined; settle(end: Answered | Error): void } | null = null;
  let isUsable = true;
  let tasks = 0;

  function kill(): void {
    isUsable = false;
    hold(true);
    child.kill("SIGKILL");
  }

  function finish(end: Answered | Error): void {
    const done = inHand;
    inHand = null;
    // An idle process keeps nobody from ending.
    if (isUsable) hold(false);
    done?.settle(end);
  }

  function hold(held: boolean): void {
    if (held) child.ref();
    else child.unref();
    if (held) channel.ref();
    else channel.unref();
  }

  function hear(frame: Frame): void {
    const { message } = frame;
    // Who speaks without a task, or says nothing that has a form, is not the program that was started.
    if (inHand === null || typeof message !== "object" || message === null) kill();
    else if ("c2c" in message) void reply(frame);
    else if ("threw" in message) finish(new Error(String(message.threw)));
    else finish({ answer: message as ChildAnswer, bytes: frame.bytes, cpuMs: cpuMsOf(message) });
  }

  async function reply(said: Frame): Promise<void> {
    const asking = inHand;
    const answer = await asking?.converse?.(said);
    if (answer && inHand === asking) channel.write(encodeFrame(answer.message, answer.bytes));
  }

  channel.on("data", (piece: Buffer) => {
    try {
      for (const frame of reader.take(piece)) hear(frame);
    } catch {
      kill();
    }
  });
  // It ended with something on its way: `exit` tells.
  channel.on("error", () => {});
  const ended = new Promise<void>((resolve) => {
    const end = () => {
      isUsable = false;
      channel.destroy();
      finish(new ProcessEnded("The media process ended."));
      resolve();
    };
    child.once("error", end);
    // What it said last may still be on its way, and is not waited for where something else holds the channel open.
    child.once("exit", () => {
      if (channel.closed) return end();
      const timer = setTimeout(end, lastWordsMs);
      channel.once("close", () => {
        clearTimeout(timer);
        end();
      });
    });
  });

  return {
    get pid() {
      return child.pid ?? 0;
    },
    get isUsable() {
      return isUsable;
    },
    get tasks() {
      return tasks;
    },
    run(task, converse) {
      tasks++;
      hold(true);
      return new Promise((resolve, reject) => {
        inHand = { converse, settle: (end) => (end instanceof Error ? reject(end) : resolve(end)) };
        channel.write(encodeFrame(task));
      });
    },
    kill,
    dismiss() {
      isUsable = false;
      channel.end();
      // One that was taken over need not heed that.
      const timer = setTimeout(kill, lastWordsMs);
      timer.unref();
      void ended.then(() => clearTimeout(timer));
    },
    ended,
  };
}

function cpuMsOf(message: object): number {
  return "cpuMs" in message && typeof message.cpuMs === "number" ? message.cpuMs : Number.NaN;
}

/** A process that parses what strangers made inherits nothing: only where its native library and its temporary files are. */
function childEnvironment(): Record<string, string> {
  const kept = ["C2PA_LIBRARY_PATH", "TMPDIR"] as const;
  return Object.fromEntries(kept.flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])));
}
