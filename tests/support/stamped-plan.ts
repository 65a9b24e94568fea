import { makeOpenStamper } from "../../lib/adapters/stamper/rfc3161-stamper.ts";
import type { PlanSettingsInput } from "../../lib/plan/schema.ts";
import { configureProfile } from "../../lib/stamper/configure.ts";
import type { StampSettings } from "../../lib/stamper/schema.ts";
import type { BentBucket } from "./bent-bucket.ts";
import { type LaunchedRun, launchedRun, pumpToEnd, putPictures } from "./launched-run.ts";
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

/** A run over pictures with these seeds, pumped to its end: stamped by the profile `std`, if the settings say nothing else. */
export async function stampedRunOver(
  here: BentBucket,
  tsa: Tsa,
  seeds: Record<string, number>,
  settings: Partial<PlanSettingsInput> = {},
): Promise<LaunchedRun> {
  await putPictures(here, seeds);
  await configureProfile(here.tenant.owner, { ...authorityOf(tsa, { attempts: 1 }), profile: "std" });
  const run = await launchedRun(here, { timeStamp: "std", ...settings });
  await pumpToEnd(here.wiring, here.tenant, run.runId);
  return run;
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
