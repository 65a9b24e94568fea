import { asFault } from "../kernel/fault.ts";
import { type StampProblem, stampProblems } from "../kernel/stamp-problems.ts";
import type { StampProfileName } from "../kernel/stamp-profiles.ts";
import type { PlanSettings } from "../plan/schema.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { CheckStamp, Stamper } from "../ports/stamper.ts";
import { openService } from "../stamper/open-service.ts";
import type { WireCounts } from "./schema.ts";

/** The stamps of one pump: who is asked for them, or why nobody can be. */
export interface Stamping {
  profile: StampProfileName;
  authority: Authority | StampProblem;
  check: CheckStamp;
  now(): Date;
}

interface Authority {
  stamper: Stamper;
  anchorsPem: string;
  /** Of this pump and this process: nobody waits for a stamp longer than for them. */
  signal: AbortSignal;
  /** Of the last token that had no room: the next one will not have it either, and may be charged for. */
  tooLongBytes: number;
}

/** Null where the plan asks for none. An authority that cannot be opened keeps nothing from being signed: its stamps are owed. */
export async function openStamping(
  ctx: TenantCtx,
  { timeStamp: profile }: Pick<PlanSettings, "timeStamp">,
  wire: WireCounts,
  budgetMs: number,
): Promise<Stamping | null> {
  if (profile === "none") return null;
  const opened = { profile, check: ctx.ports.checkStamp, now: () => ctx.now() };
  try {
    const service = await openService(ctx, profile);
    const stamper = ctx.ports.openStamper(service, ({ granted }) => {
      wire.stampRequests += 1;
      if (granted) wire.stamps += 1;
    });
    // An asset that was begun as the budget ended may still get its stamp at the first request.
    const signal = AbortSignal.any([ctx.ports.ending, AbortSignal.timeout(budgetMs + 2 * service.timeoutMs)]);
    return { ...opened, authority: { stamper, anchorsPem: service.anchorsPem, signal, tooLongBytes: 0 } };
  } catch (thrown) {
    return { ...opened, authority: stampProblemOf(thrown) };
  }
}

export async function closeStamping(stamping: Stamping | null): Promise<void> {
  if (stamping && typeof stamping.authority === "object") await stamping.authority.stamper.close();
}

/** What a Fault says of a stamp that did not come. An authority that cannot even be opened has to be configured anew. */
export function stampProblemOf(thrown: unknown): StampProblem {
  const { details } = asFault(thrown);
  return stampProblems.find((code) => code === details?.what) ?? "not_configured";
}
