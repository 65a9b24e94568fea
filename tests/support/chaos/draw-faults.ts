import { randomOf } from "../../../lib/demo/scene.ts";

/** One thing that goes wrong, with all that was left to chance about it. `worker` is one of two. */
export type ChaosFault =
  /** SIGKILL to one worker, which is started again. */
  | { kind: "kill-worker"; worker: number }
  | { kind: "kill-workers" }
  /** SIGKILL to the web process while it is about to pause the run; it is started again and asked to resume. */
  | { kind: "kill-server"; afterMs: number }
  /** Ends that share of the application's connections to the database. */
  | { kind: "cut-connections"; share: number }
  /** SIGKILL to every process of the database server, which is started again after so long. */
  | { kind: "kill-database"; downMs: number }
  /** A worker stands still for longer than its leases last, and goes on as if nothing had been. */
  | { kind: "stall-worker"; worker: number; leases: number }
  /** So many writes take effect, and the answer never comes. */
  | { kind: "late-writes"; writes: number }
  /** So many writes take effect, and the connection ends instead of the answer. */
  | { kind: "lost-answers"; writes: number }
  /** Somebody else was quicker by a moment, with the same bytes: 412. */
  | { kind: "twin-writes"; writes: number }
  /** 409, as S3 answers conditional writes that meet. */
  | { kind: "conflicts"; writes: number }
  /** So many requests are answered by 503 SlowDown. */
  | { kind: "storm"; requests: number }
  /** A worker's clock is set to another time, up to half a day off, and stays there. */
  | { kind: "clock-jump"; worker: number; offMs: number }
  /** The database's clock leaps over the end of every lease. */
  | { kind: "leases-end" };

const workers = 2;
const hourMs = 3_600_000;

type Draw = (random: () => number) => ChaosFault;
const between = (random: () => number, low: number, high: number) => low + Math.floor(random() * (high - low + 1));

const deck: readonly Draw[] = [
  (random) => ({ kind: "kill-worker", worker: between(random, 0, workers - 1) }),
  () => ({ kind: "kill-workers" }),
  (random) => ({ kind: "kill-server", afterMs: between(random, 0, 40) }),
  (random) => ({ kind: "cut-connections", share: 0.25 + random() * 0.75 }),
  (random) => ({ kind: "kill-database", downMs: between(random, 0, 2_000) }),
  (random) => ({ kind: "stall-worker", worker: between(random, 0, workers - 1), leases: 1.2 + random() }),
  (random) => ({ kind: "late-writes", writes: between(random, 1, 6) }),
  (random) => ({ kind: "lost-answers", writes: between(random, 1, 12) }),
  (random) => ({ kind: "twin-writes", writes: between(random, 1, 12) }),
  (random) => ({ kind: "conflicts", writes: between(random, 1, 12) }),
  (random) => ({ kind: "storm", requests: between(random, 20, 200) }),
  (random) => ({
    kind: "clock-jump",
    worker: between(random, 0, workers - 1),
    offMs: between(random, -12 * hourMs, 12 * hourMs),
  }),
  () => ({ kind: "leases-end" }),
];

export interface Strike {
  fault: ChaosFault;
  /** How much of the run is settled when it strikes, in [0, 1). */
  atShare: number;
}

/**
 * `count` faults and the moments at which they strike, the same for the same seed. Every kind comes before any comes
 * twice, in an order of the seed's, each somewhere in its own share of the run.
 */
export function drawFaults(seed: number, count: number): Strike[] {
  const random = randomOf(seed);
  const drawn: ChaosFault[] = [];
  while (drawn.length < count) drawn.push(...shuffled(deck, random).map((draw) => draw(random)));
  return drawn.slice(0, count).map((fault, at) => ({ fault, atShare: (at + random()) / (count + 1) }));
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const mixed = [...items];
  for (let at = mixed.length - 1; at > 0; at--) {
    const other = between(random, 0, at);
    [mixed[at], mixed[other]] = [mixed[other] as T, mixed[at] as T];
  }
  return mixed;
}
