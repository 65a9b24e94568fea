import type { CommandEnd } from "../edge/command.ts";
import type { Id } from "../kernel/ids.ts";
import { reportRun } from "../run/report.ts";
import { type Drive, driveRun } from "./drive-run.ts";
import { endOfRun } from "./end-of-run.ts";
import type { ReportFlags } from "./report.ts";
import { reportText, runJson } from "./report-text.ts";
import { writeReport } from "./write-report.ts";

/** Drives a run, reports what became of it, and where it is not over says how to go on. */
export async function finishRun(
  drive: Drive,
  runId: Id<"run">,
  flags: ReportFlags & { json?: boolean },
): Promise<CommandEnd> {
  await driveRun(drive, runId);
  const report = await reportRun(drive.ctx, { runId });
  await writeReport(drive.ctx, report, flags);
  process.stdout.write(flags.json ? runJson(report) : reportText(report));
  if (report.run.state === "paused") process.stderr.write(`Go on with it: c2c resume ${runId}\n`);
  return endOfRun(report);
}
