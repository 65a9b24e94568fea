/**
 * Below which `drawRank` the first `planned` of `population` objects lie, but for a chance under one in 10⁸: ranks are spread
 * evenly, so that how many lie below a border is binomial, and the border is six standard deviations further than it would have
 * to be on average. Null where that is all of them.
 */
export function rankBelow(planned: number, population: number): string | null {
  const enough = planned + 6 * Math.sqrt(planned) + 20;
  const border = Math.ceil((enough / population) * 2 ** 32);
  return border < 2 ** 32 ? border.toString(16).padStart(8, "0") : null;
}
