import { studentT975 } from "../sample/student-t.ts";
import type { Interval } from "../sample/wilson-interval.ts";

export interface SampledStratum {
  /** How many objects the stratum has. */
  population: number;
  /** The drawn objects. */
  drawn: readonly { x: number; y: number }[];
}

/**
 * The total of y over a stratified population, from a sample and `xTotal`, the known total of x: the combined ratio estimator
 * Ŷ = X · Σ Nₕȳₕ / Σ Nₕx̄ₕ with V = Σ Nₕ²(1−fₕ)s²ₑ,ₕ/nₕ over the residuals e = y − R·x and a 95 % t interval
 * (W. G. Cochran, Sampling Techniques, 3rd ed., 6.11–6.12). With x = 1 throughout it is the plain stratified total.
 * Degrees of freedom are Satterthwaite's (ibid., 5.4), with 2/(n−1) + κ/n for the relative variance of each s², κ being the
 * kurtosis of its residuals above the normal's: sizes have long tails, and a spread reckoned from them is less sure. Strata nobody drew from are covered by the ratio of the others. Never below 0.
 */
export function ratioEstimate(strata: readonly SampledStratum[], xTotal: number): Interval {
  const seen = strata.filter(({ drawn }) => drawn.length > 0);
  let xHat = 0;
  let yHat = 0;
  for (const { population, drawn } of seen) {
    xHat += population * mean(drawn.map(({ x }) => x));
    yHat += population * mean(drawn.map(({ y }) => y));
  }
  if (xHat === 0 || xTotal === 0) return { estimate: yHat, low: Math.max(0, yHat), high: Math.max(0, yHat) };
  const ratio = yHat / xHat;
  const estimate = xTotal * ratio;
  let variance = 0;
  let freedom = 0;
  for (const { population, drawn } of seen) {
    const n = drawn.length;
    if (n < 2 || n >= population) continue;
    const residuals = drawn.map(({ x, y }) => y - ratio * x);
    const part = (population ** 2 * (1 - n / population) * variance1(residuals)) / n;
    variance += part;
    freedom += part ** 2 * (1 / (n - 1) + excess(residuals) / (2 * n));
  }
  // The residuals were scaled by the sample's x; the known total scales the spread as it scales the estimate.
  const scale = xTotal / xHat;
  const df = freedom > 0 ? Math.max(1, variance ** 2 / freedom) : Number.POSITIVE_INFINITY;
  const half = studentT975(df) * Math.sqrt(variance) * scale;
  return { estimate, low: Math.max(0, estimate - half), high: estimate + half };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function variance1(values: readonly number[]): number {
  const middle = mean(values);
  return values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (values.length - 1);
}

/** Kurtosis above the normal's; 0 where it is below, or there is no spread. */
function excess(values: readonly number[]): number {
  const middle = mean(values);
  const second = mean(values.map((value) => (value - middle) ** 2));
  return second === 0 ? 0 : Math.max(0, mean(values.map((value) => (value - middle) ** 4)) / second ** 2 - 3);
}
