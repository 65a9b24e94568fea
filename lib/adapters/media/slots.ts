export interface Slots {
  /** Waits for a place, first come first served, and gives the way to leave it again. `first` goes before who waits already. */
  enter(first?: boolean): Promise<() => void>;
}

/** `count` places. */
export function makeSlots(count: number): Slots {
  let free = count;
  const waiting: (() => void)[] = [];

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else free++;
  }

  return {
    async enter(first = false) {
      if (free > 0) free--;
      else
        await new Promise<void>((resolve) => {
          if (first) waiting.unshift(resolve);
          else waiting.push(resolve);
        });
      let left = false;
      return () => {
        if (!left) leave();
        left = true;
      };
    },
  };
}
