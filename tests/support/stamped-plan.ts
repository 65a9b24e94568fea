import { makeOpenStamper } from "../../lib/adapters/stamper/rfc3161-stamper.ts";
import type { StampSettings } from "../../lib/stamper/schema.ts";
import { memoryLimits } from "./limits.ts";
import type { Tsa } from "./tsa.ts";

/** The settings of a profile for an authority of our own: fast, patient, and two cents a stamp. */
export function authorityOf(tsa: Tsa, own: Partial<StampSettings> = {}): StampSettings {
  return {
    url: tsa.url,
    requests: 1_000,
    windowMs: 1_000,
    usdPerStamp: "0.02",
    priceSource: "A contract for tests",
    priceAsOf: "2026-11",
    timeoutMs: 5_000,
    attempts: 2,
    anchorsPem: tsa.anchorPem,
    ...own,
  };
}

/** An authority of our own, asked directly. */
export function openAuthority(tsa: Tsa) {
  const { requests: points, windowMs, ...service } = authorityOf(tsa);
  const openStamper = makeOpenStamper({ guard: { allowPrivate: true }, limits: memoryLimits() });
  const stamper = openStamper({ ...service, authorization: null, rate: { points, windowMs }, rateKey: "test" });
  return {
    tokenOver: async (imprint: Uint8Array) => (await stamper.stamp(imprint)).token,
    close: () => stamper.close(),
  };
}

/** The first `passes` writes go through, and then the process is gone. */
export function failingAfter<T extends (...args: never[]) => Promise<unknown>>(write: T, passes: number): T {
  let left = passes;
  return ((...args: never[]) => (left-- > 0 ? write(...args) : Promise.reject(new Error("killed")))) as T;
}
