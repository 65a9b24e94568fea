import type { CommandEnd } from "../edge/command.ts";
import type { Id } from "../kernel/ids.ts";
import { getPlan } from "../plan/get.ts";
import { cloneRun } from "../run/clone.ts";
import { approveAndRun } from "./approve-and-run.ts";
import type { CloneFlags } from "./clone.ts";
import type { Desk } from "./desk.ts";
import { makeFolder } from "./write-texts.ts";

export async function cloneWork({ withLocal, signal }: Desk, runId: Id<"run">, flags: CloneFlags): Promise<CommandEnd> {
  if (flags.reportOut && !flags.dryRun) await makeFolder(flags.reportOut);
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx, wiring }) => {
    const { planId } = await cloneRun(ctx, { runId, objects: flags.objects });
    const plan = await getPlan(ctx, { planId });
    return approveAndRun({ ctx, signal, leaseMs: wiring.env.C2C_LEASE_MS }, plan, flags);
  });
}
