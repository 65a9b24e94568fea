import type { Limits } from "../../lib/ports/limits.ts";

/** Limits of one process, in its memory: windows as `Limits` promises them, for tests without a database. */
export function memoryLimits(now: () => number = () => performance.now()): Limits {
  const windows = new Map<string, { used: number; endsMs: number }>();
  return {
    async take({ name, points, windowMs }, key) {
      const id = `${name} ${key}`;
      const held = windows.get(id);
      const window = held && held.endsMs > now() ? held : { used: 0, endsMs: now() + windowMs };
      windows.set(id, window);
      window.used += 1;
      return {
        allowed: window.used <= points,
        limit: points,
        remaining: Math.max(0, points - window.used),
        resetMs: Math.max(1, Math.ceil(window.endsMs - now())),
      };
    },
    async forget({ name }, key) {
      windows.delete(`${name} ${key}`);
    },
  };
}

/** The same limits, noting when each point was taken that was allowed: by the clock that windows are reckoned by. */
export function notingLimits(limits: Limits, times: number[], now: () => number = Date.now): Limits {
  return {
    ...limits,
    async take(budget, key) {
      // Before the call, which reckons its window at once: what the machine does meanwhile is no part of the pace.
      const atMs = now();
      const state = await limits.take(budget, key);
      if (state.allowed) times.push(atMs);
      return state;
    },
  };
}
