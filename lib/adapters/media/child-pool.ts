import { Tinypool } from "tinypool";
import { Fault } from "../../kernel/fault.ts";
import type { ChildAnswers, ChildJob, FromChild, ToChild } from "./messages.ts";
import { watchMemory } from "./watch-memory.ts";

export interface ChildPoolOptions {
  childPath: string;
  /** How many processes, and so jobs at once. */
  parallel: number;
  memoryMbMax: number;
}

export interface RunOptions {
  deadlineMs: number;
  /** Answers the job's request for a signature. Throws to refuse. */
  sign?: (bytes: Uint8Array) => Promise<Uint8Array>;
}

/** What a job's end was caused by from our side. */
type Ended = { what: "deadline" | "killed"; sentence: string };

/**
 * A pool of media processes, a job each at a time. One that outlives its job's deadline or its memory ceiling is killed
 * and replaced; only its own job fails, with Fault `limit`.
 */
export function makeChildPool({ childPath, parallel, memoryMbMax }: ChildPoolOptions) {
  const pool = new Tinypool({
    runtime: "child_process",
    filename: childPath,
    minThreads: 0,
    maxThreads: parallel,
    idleTimeout: 60_000,
    concurrentTasksPerWorker: 1,
    // An empty environment: whatever a hostile file makes of the process, there is no address and no secret in it.
    env: {},
    execArgv: ["--max-old-space-size=512"],
    serialization: "advanced",
  });
  // A process that dies between jobs concerns nobody; the pool starts another.
  pool.on("error", () => {});

  return {
    async run<J extends ChildJob>(job: J, { deadlineMs, sign }: RunOptions): Promise<ChildAnswers[J["kind"]]> {
      const life = new JobLife(deadlineMs, memoryMbMax, sign);
      try {
        return (await pool.run(job, { channel: life.channel })) as ChildAnswers[J["kind"]];
      } catch (thrown) {
        throw life.faultOf(thrown);
      } finally {
        life.end();
      }
    },
    close: () => pool.destroy(),
  };
}

/** One job's watch: its deadline, its memory, and its question for a signature. */
class JobLife {
  private ended: Ended | null = null;
  private refusal: unknown;
  private timer: NodeJS.Timeout | undefined;
  private unwatch = () => {};
  private toChild: (message: ToChild) => void = () => {};

  constructor(
    private readonly deadlineMs: number,
    private readonly memoryMbMax: number,
    private readonly sign: RunOptions["sign"],
  ) {}

  readonly channel = {
    onMessage: (send: (message: ToChild) => void) => {
      this.toChild = send;
    },
    postMessage: (message: FromChild) => {
      if (message.c2c === "started") this.begin(message.pid);
      else if (message.c2c === "to-be-signed") void this.answer(message.bytes);
    },
    onClose: () => {},
  };

  /** The clock starts when the process takes the job up: waiting for a free one is not the file's fault. */
  private begin(pid: number): void {
    const kill = (ended: Ended) => {
      this.ended = ended;
      // SIGKILL: native code that does not come back hears nothing less.
      process.kill(pid, "SIGKILL");
    };
    this.timer = setTimeout(
      () =>
        kill({ what: "deadline", sentence: `It took longer than its ${Math.round(this.deadlineMs / 100) / 10} s.` }),
      this.deadlineMs,
    );
    this.unwatch = watchMemory(pid, this.memoryMbMax, () =>
      kill({ what: "killed", sentence: `It wanted more than ${this.memoryMbMax} MB of memory.` }),
    );
  }

  private async answer(bytes: Uint8Array): Promise<void> {
    try {
      if (!this.sign) throw new RangeError("this job has no signature to give");
      this.toChild({ c2c: "signature", bytes: await this.sign(bytes) });
    } catch (thrown) {
      this.refusal = thrown;
      this.toChild({ c2c: "refused", sentence: thrown instanceof Error ? thrown.message : String(thrown) });
    }
  }

  faultOf(thrown: unknown): Fault {
    if (this.ended)
      return new Fault("limit", this.ended.sentence, { details: { what: this.ended.what }, cause: thrown });
    // The signer's own Fault says whether a retry helps; the child only knows that it was refused.
    if (this.refusal instanceof Fault) return this.refusal;
    const message = thrown instanceof Error ? thrown.message : String(thrown);
    if (/exited unexpectedly|Terminating worker|ERR_IPC_CHANNEL_CLOSED/.test(message))
      return new Fault("limit", "The process that read this file died of it.", {
        details: { what: "killed" },
        cause: thrown,
      });
    return new Fault("corrupt", `The SDK would not sign this file: ${message}`, { cause: thrown });
  }

  end(): void {
    clearTimeout(this.timer);
    this.unwatch();
  }
}
