import type { CommandEnd } from "../edge/command.ts";
import type { Id } from "../kernel/ids.ts";
import { getRun } from "../run/get.ts";
import { resumeRun } from "../run/resume.ts";
import type { Desk } from "./desk.ts";
import { finishRun } from "./finish-run.ts";
import type { RunReportFlags } from "./report.ts";
import { makeFolder } from "./write-texts.ts";

export async function resumeWork(
  { withLocal, signal }: Desk,
  runId: Id<"run">,
  flags: RunReportFlags,
): Promise<CommandEnd> {
  if (flags.reportOut) await makeFolder(flags.reportOut);
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx, wiring }) => {
    // Of a finished run there is nothing to resume, and its report is what the caller wants to see.
    if ((await getRun(ctx, { runId })).state !== "finished") await resumeRun(ctx, { runId });
    return finishRun({ ctx, signal, leaseMs: wiring.env.C2C_LEASE_MS }, runId, flags);
  });
}
