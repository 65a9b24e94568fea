import type { Slots } from "./slots.ts";

export interface WorkTime {
  /** Aborted when the work has taken its deadline. */
  late: AbortSignal;
  /** Waits for something else than the work: meanwhile no time is counted, and the place is another's, if the bench has one free. */
  pause<T>(wait: () => Promise<T>): Promise<T>;
  /** Leaves the place for good. Returns the milliseconds of work, the pauses not counted. */
  end(): number;
}

/** Enters a place to work in for at most `deadlineMs`; who pauses sits on the bench, as long as there is room on it. */
export async function beginWork(
  { slots, bench }: { slots: Slots; bench: Slots },
  deadlineMs: number,
): Promise<WorkTime> {
  const deadline = new AbortController();
  let workedMs = 0;
  let over = false;
  let leave = await slots.enter();
  let stop = start();

  function start(): () => void {
    const startedMs = performance.now();
    const timer = setTimeout(() => deadline.abort(), deadlineMs - workedMs);
    let running = true;
    return () => {
      clearTimeout(timer);
      if (running) workedMs += performance.now() - startedMs;
      running = false;
    };
  }

  return {
    late: deadline.signal,
    async pause(wait) {
      stop();
      const rise = bench.tryEnter();
      if (rise) leave();
      try {
        return await wait();
      } finally {
        // Who has a process and files in hand goes before who has yet to begin.
        if (rise && !over) leave = await slots.enter(true);
        rise?.();
        if (over) leave();
        else stop = start();
      }
    },
    end() {
      over = true;
      stop();
      leave();
      return workedMs;
    },
  };
}
