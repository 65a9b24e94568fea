import { availableParallelism } from "node:os";
import { Fault } from "../../kernel/fault.ts";
import type { ChildTask } from "./child-protocol.ts";
import type { Frame } from "./frames.ts";
import { type Answered, type MediaProcess, ProcessEnded, type Reply, startMediaProcess } from "./media-process.ts";
import { makeMemoryWatchdog } from "./memory-watchdog.ts";
import { makeSlots } from "./slots.ts";
import { beginWork, type WorkTime } from "./work-time.ts";

export interface ChildPoolOptions {
  childPath: () => string;
  parallel: number;
  memoryMbMax: number;
  /** After this many tasks a process is replaced, against leaks of native code. */
  tasksPerChild?: number;
}

/** What the child says in the middle of a task, and how it is answered. What is waited for within `pause` is nobody's work. */
export type Conversation = (said: Frame, pause: Pause) => Promise<Reply | null>;
export type Pause = WorkTime["pause"];

export interface ChildPool {
  /**
   * Throws Fault `limit` with `details.what` `deadline` or `killed`, `internal` for a mistake of ours. `spent` hears once what the
   * task took of the processor: as the process says, which cannot be more than all cores had while it was at work; of one that
   * did not come to say it, how long it was at work. Who `mayWait` in the conversation begins when there is a seat for it.
   */
  run(
    task: ChildTask,
    deadlineMs: number,
    converse?: Conversation,
    spent?: (ms: number) => void,
    mayWait?: boolean,
  ): Promise<Answered>;
  pids(): number[];
  close(): Promise<void>;
}

const cores = availableParallelism();
const idleMs = 30_000;
/**
 * How many processes may wait for time-stamps for each that works: as many assets as a run has in hand
 * (`lib/run/pump-work.ts`).
 */
const seatsPerSlot = 4;

/**
 * Media processes, of which at most `parallel` work, one task each at a time, started when there is work and dismissed after half a
 * minute without. A task that is over its deadline gets its process killed; a process that dies fails its own task and no other.
 */
export function makeChildPool({ childPath, parallel, memoryMbMax, tasksPerChild = 5000 }: ChildPoolOptions): ChildPool {
  const all = new Set<MediaProcess>();
  const idle: { one: MediaProcess; timer: NodeJS.Timeout }[] = [];
  let running = 0;
  let closed = false;
  const places = { slots: makeSlots(parallel), seats: makeSlots(parallel * seatsPerSlot) };
  const pids = () => [...all].map(({ pid }) => pid);
  const watchdog = makeMemoryWatchdog(memoryMbMax, pids);

  function hire(): MediaProcess {
    if (closed) throw new Fault("internal", "The media engine is closed.");
    for (let last = idle.pop(); last; last = idle.pop()) {
      clearTimeout(last.timer);
      if (last.one.isUsable) return last.one;
    }
    const one = startMediaProcess(childPath());
    all.add(one);
    void one.ended.then(() => all.delete(one));
    return one;
  }

  function release(one: MediaProcess): void {
    if (one.isUsable && one.tasks >= tasksPerChild) one.dismiss();
    if (!one.isUsable) return;
    const timer = setTimeout(() => {
      idle.splice(
        idle.findIndex((rest) => rest.one === one),
        1,
      );
      one.dismiss();
    }, idleMs);
    timer.unref();
    idle.push({ one, timer });
  }

  return {
    async run(task, deadlineMs, converse, spent, mayWait = false) {
      // A deadline begins with the work and not with the waiting.
      const { late, pause, end } = await beginWork(places, deadlineMs, mayWait);
      let one: MediaProcess | undefined;
      let cpuMs = Number.NaN;
      try {
        const hired = hire();
        one = hired;
        late.addEventListener("abort", hired.kill, { once: true });
        if (running++ === 0) watchdog.start();
        const answered = await hired.run(task, converse && ((said) => converse(said, pause)));
        cpuMs = answered.cpuMs;
        return answered;
      } catch (thrown) {
        throw faultOf(thrown, late.aborted, deadlineMs);
      } finally {
        if (one && --running === 0) watchdog.stop();
        if (one) release(one);
        const workedMs = end();
        spent?.(cpuMs >= 0 ? Math.min(cpuMs, workedMs * cores) : workedMs);
      }
    },
    pids,
    async close() {
      closed = true;
      watchdog.stop();
      for (const { timer } of idle) clearTimeout(timer);
      await Promise.all(
        [...all].map((one) => {
          one.kill();
          return one.ended;
        }),
      );
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
  if (thrown instanceof ProcessEnded || /allocation failed/i.test(message))
    return new Fault("limit", "The media process ended in the middle of its work.", { details: { what: "killed" } });
  return new Fault("internal", "A media process failed in a way that is a mistake of ours.", { cause: thrown });
}
