import { studentT975 } from "./student-t.ts";

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
 * The interval of a share of a stratified population: the stratum-weighted share p with its variance V, put into Wilson's
 * interval as the size p(1−p)/V of the simple random sample that would have the same, with Student's t at Satterthwaite's
 * degrees of freedom in place of z (C. Franco, R. Little, T. Louis and E. Slud 2019, J. Surv. Stat. Methodol. 7, 334–364). In V
 * each stratum's own share is drawn towards the middle by one hit and one miss, because ten alike do not make a stratum of
 * alike; a stratum that was drawn whole adds nothing, so that a census has no spread.
 */
export function stratifiedShare(strata: readonly { population: number; drawn: number; hits: number }[]): Interval {
  const seen = strata.filter(({ drawn }) => drawn > 0);
  const total = seen.reduce((sum, { population }) => sum + population, 0);
  if (total === 0) return { estimate: 0, low: 0, high: 1 };
  let share = 0;
  let middle = 0;
  let variance = 0;
  let freedom = 0;
  for (const { population, drawn, hits } of seen) {
    const weight = population / total;
    const towards = (hits + 1) / (drawn + 2);
    const part = (weight * weight * Math.max(0, 1 - drawn / population) * towards * (1 - towards)) / drawn;
    share += weight * (hits / drawn);
    middle += weight * towards;
    variance += part;
    freedom += part ** 2 / Math.max(1, drawn - 1);
  }
  if (variance === 0) return wilsonInterval(Math.min(1, share), Number.POSITIVE_INFINITY);
  const t = studentT975(Math.max(1, variance ** 2 / freedom));
  return wilsonInterval(Math.min(1, share), (middle * (1 - middle)) / variance, t);
}
