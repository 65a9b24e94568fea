export interface HeldPlace {
  turn: string;
  lanes: string[];
}

export interface Candidate extends HeldPlace {
  id: string;
  laneLimits: number[];
  /** When it became due, in seconds. */
  dueAt: number;
}

/**
 * Which candidates may start: at most `free`, and no lane over its limit counting what is `held` already. The next place is
 * always the turn's that has fewest jobs at work, and among equals that of whoever waits longest: a turn with ten
 * thousand jobs gets no more than one with ten. Candidates of one turn come in the order in which they are to be served.
 */
export function admit(candidates: readonly Candidate[], held: readonly HeldPlace[], free: number): string[] {
  const busyLanes = new Map<string, number>();
  const busyTurns = new Map<string, number>();
  const take = ({ turn, lanes }: HeldPlace) => {
    busyTurns.set(turn, (busyTurns.get(turn) ?? 0) + 1);
    for (const lane of lanes) busyLanes.set(lane, (busyLanes.get(lane) ?? 0) + 1);
  };
  for (const place of held) take(place);
  const full = ({ lanes, laneLimits }: Candidate) =>
    lanes.some((lane, i) => (busyLanes.get(lane) ?? 0) >= (laneLimits[i] ?? Number.POSITIVE_INFINITY));

  const waiting = new Map<string, Candidate[]>();
  for (const one of candidates) waiting.set(one.turn, [...(waiting.get(one.turn) ?? []), one]);
  const admitted: string[] = [];
  while (admitted.length < free && waiting.size > 0) {
    const [turn, queue] = [...waiting].reduce((best, each) => (comesBefore(each, best) ? each : best));
    const next = queue.shift();
    if (queue.length === 0) waiting.delete(turn);
    if (!next || full(next)) continue;
    take(next);
    admitted.push(next.id);
  }
  return admitted;

  function comesBefore([turnA, [a]]: [string, Candidate[]], [turnB, [b]]: [string, Candidate[]]): boolean {
    const busier = (busyTurns.get(turnA) ?? 0) - (busyTurns.get(turnB) ?? 0);
    return busier === 0 ? (a?.dueAt ?? 0) < (b?.dueAt ?? 0) : busier < 0;
  }
}
