import type { Slots } from "./slots.ts";

export interface WorkTime {
  /** Aborted when the work has taken its deadline. */
  late: AbortSignal;
  /** Waits for something else than the work: meanwhile no time is counted, and the place of whoever has a seat is another's. */
  pause<T>(wait: () => Promise<T>): Promise<T>;
  /** Leaves place and seat for good. Returns the milliseconds of work, the pauses not counted. */
  end(): number;
}

/** Places to work in, and seats to wait on: there are never more at once than of both together. */
export interface Places {
  slots: Slots;
  seats: Slots;
}

/**
 * Enters a place to work in for at most `deadlineMs`. Who `mayWait` takes a seat first, so that whoever waits has one, and all the
 * places are for those who work: a slow authority of one keeps nobody else from them.
 */
export async function beginWork({ slots, seats }: Places, deadlineMs: number, mayWait = false): Promise<WorkTime> {
  const deadline = new AbortController();
  let workedMs = 0;
  let over = false;
  const rise = mayWait ? await seats.enter() : null;
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
      if (rise) leave();
      try {
        return await wait();
      } finally {
        // Who has a process and files in hand goes before who has yet to begin.
        if (rise && !over) leave = await slots.enter(true);
        if (over) leave();
        else stop = start();
      }
    },
    end() {
      over = true;
      stop();
      leave();
      rise?.();
      return workedMs;
    },
  };
}
