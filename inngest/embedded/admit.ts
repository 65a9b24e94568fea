export interface Candidate {
  id: string;
  turn: string;
  lanes: string[];
  laneLimits: number[];
}

/**
 * Which candidates may start: at most `free`, no lane over its limit counting what is `held` already, one of every turn
 * before the second of any. Candidates come in the order of their time.
 */
export function admit(candidates: Candidate[], held: ReadonlyMap<string, number>, free: number): string[] {
  const busy = new Map(held);
  const turns = new Map<string, Candidate[]>();
  for (const one of candidates) turns.set(one.turn, [...(turns.get(one.turn) ?? []), one]);
  const admitted: string[] = [];
  for (let round = 0; admitted.length < free; round++) {
    const inRound = [...turns.values()].flatMap((queue) => queue[round] ?? []);
    if (inRound.length === 0) break;
    for (const { id, lanes, laneLimits } of inRound) {
      if (admitted.length === free) break;
      if (lanes.some((lane, i) => (busy.get(lane) ?? 0) >= (laneLimits[i] ?? Number.POSITIVE_INFINITY))) continue;
      for (const lane of lanes) busy.set(lane, (busy.get(lane) ?? 0) + 1);
      admitted.push(id);
    }
  }
  return admitted;
}
