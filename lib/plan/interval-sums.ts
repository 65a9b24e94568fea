import type { Interval } from "../sample/wilson-interval.ts";

/*
 * Sums and products of intervals, bound by bound. Of quantities that go up and down together the result is as sure as its
 * parts; of others it is on the wide side.
 */

export const nothing: Interval = { estimate: 0, low: 0, high: 0 };

export function times({ estimate, low, high }: Interval, factor: number): Interval {
  return { estimate: estimate * factor, low: low * factor, high: high * factor };
}

export function product(a: Interval, b: Interval): Interval {
  return { estimate: a.estimate * b.estimate, low: a.low * b.low, high: a.high * b.high };
}

export function plus(...all: Interval[]): Interval {
  const sum = (part: keyof Interval) => all.reduce((total, each) => total + each[part], 0);
  return { estimate: sum("estimate"), low: sum("low"), high: sum("high") };
}

export function slower(a: Interval, b: Interval): Interval {
  return { estimate: Math.max(a.estimate, b.estimate), low: Math.max(a.low, b.low), high: Math.max(a.high, b.high) };
}
