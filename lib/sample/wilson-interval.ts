export interface Interval {
  estimate: number;
  low: number;
  high: number;
}

const z95 = 1.959963984540054;

/**
 * Wilson's score interval for a proportion (E. B. Wilson 1927, JASA 22), two-sided 95 % unless `z` says otherwise. `n` may be an
 * effective sample size and need not be whole. Without a sample nothing is known: 0 to 1.
 */
export function wilsonInterval(p: number, n: number, z = z95): Interval {
  if (!(n > 0)) return { estimate: p, low: 0, high: 1 };
  if (n === Number.POSITIVE_INFINITY) return { estimate: p, low: p, high: p };
  const spread = z * z;
  const middle = (p + spread / (2 * n)) / (1 + spread / n);
  const half = (z / (1 + spread / n)) * Math.sqrt((p * (1 - p)) / n + spread / (4 * n * n));
  return { estimate: p, low: Math.min(p, Math.max(0, middle - half)), high: Math.max(p, Math.min(1, middle + half)) };
}

/**
 * The interval of a share of a stratified population: the stratum-weighted share, with the size of the simple random
 * sample that would have the same spread, 1 / Σ Wₕ²(1−fₕ)/nₕ, put into Wilson's interval. A census has no spread.
 */
export function stratifiedShare(strata: readonly { population: number; drawn: number; hits: number }[]): Interval {
  const seen = strata.filter(({ drawn }) => drawn > 0);
  const total = seen.reduce((sum, { population }) => sum + population, 0);
  if (total === 0) return { estimate: 0, low: 0, high: 1 };
  let share = 0;
  let spread = 0;
  for (const { population, drawn, hits } of seen) {
    const weight = population / total;
    share += weight * (hits / drawn);
    spread += (weight * weight * (1 - drawn / population)) / drawn;
  }
  return wilsonInterval(Math.min(1, share), spread <= 0 ? Number.POSITIVE_INFINITY : 1 / spread);
}
