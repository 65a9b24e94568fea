const exact = [12.706205, 4.302653, 3.182446, 2.776445, 2.570582, 2.446912, 2.364624, 2.306004, 2.262157, 2.228139];
const z = 1.959963984540054;

/**
 * The 97.5 % quantile of Student's t, for two-sided 95 % intervals. From a table up to 10 degrees of freedom, then by the
 * expansion around the normal quantile (Abramowitz and Stegun 26.7.5), right to four decimals. Between whole degrees
 * below 10 the lower one is taken, which errs on the wide side.
 */
export function studentT975(degrees: number): number {
  const whole = Math.max(1, Math.floor(degrees));
  const tabled = exact[whole - 1];
  if (tabled !== undefined) return tabled;
  if (degrees === Number.POSITIVE_INFINITY) return z;
  const g1 = (z ** 3 + z) / 4;
  const g2 = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const g3 = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + g1 / degrees + g2 / degrees ** 2 + g3 / degrees ** 3;
}
