import type { CommandEnd } from "../edge/command.ts";
import type { Id } from "../kernel/ids.ts";
import { reportRun } from "../run/report.ts";
import type { Desk } from "./desk.ts";
import { endOfRun } from "./end-of-run.ts";
import type { RunReportFlags } from "./report.ts";
import { reportText, runJson } from "./report-text.ts";
import { writeReport } from "./write-report.ts";

export function reportWork({ withLocal }: Desk, runId: Id<"run">, flags: RunReportFlags): Promise<CommandEnd> {
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx }) => {
    const report = await reportRun(ctx, { runId });
    await writeReport(ctx, report, flags);
    process.stdout.write(flags.json ? runJson(report) : reportText(report));
    return endOfRun(report);
  });
}
