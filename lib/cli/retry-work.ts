import type { CommandEnd } from "../edge/command.ts";
import type { Id } from "../kernel/ids.ts";
import { retryRun } from "../run/retry.ts";
import type { Desk } from "./desk.ts";
import { finishRun } from "./finish-run.ts";
import type { RetryFlags } from "./retry.ts";
import { makeFolder } from "./write-texts.ts";

export async function retryWork({ withLocal, signal }: Desk, runId: Id<"run">, flags: RetryFlags): Promise<CommandEnd> {
  if (flags.reportOut) await makeFolder(flags.reportOut);
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx, wiring }) => {
    await retryRun(ctx, { runId, why: flags.why });
    return finishRun({ ctx, signal, leaseMs: wiring.env.C2C_LEASE_MS }, runId, flags);
  });
}
