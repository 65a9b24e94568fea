import type { CommandEnd } from "../edge/command.ts";
import { approveAndRun } from "./approve-and-run.ts";
import type { Desk } from "./desk.ts";
import { planOf } from "./plan-work.ts";
import { refusePrefixes } from "./refuse-prefixes.ts";
import type { RunFlags } from "./run.ts";
import { sourceOf } from "./source-of.ts";
import { refuseStatements } from "./stated-by-flags.ts";
import { makeFolder, refuseUnwritable } from "./write-texts.ts";

export async function runWork({ withLocal, signal }: Desk, flags: RunFlags): Promise<CommandEnd> {
  refusePrefixes(flags);
  await refuseStatements(flags);
  await refuseUnwritable(flags.planOut, flags.ledgerOut);
  const source = await sourceOf(flags);
  // Hours before it is written to: a report that has no place must not be found out at the end.
  if (flags.reportOut && !flags.dryRun) await makeFolder(flags.reportOut);
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx, wiring }) => {
    const plan = await planOf({ ctx, signal }, source, flags);
    return approveAndRun({ ctx, signal, leaseMs: wiring.env.C2C_LEASE_MS }, plan, flags);
  });
}
