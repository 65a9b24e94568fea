import type { Command } from "commander";
import { command as ended } from "../edge/command.ts";
import type { Id } from "../kernel/ids.ts";
import { getRun } from "../run/get.ts";
import { resumeRun } from "../run/resume.ts";
import { localSlug } from "../tenant/local-tenant.ts";
import { driveRun } from "./drive-run.ts";
import { jsonText } from "./json.ts";
import { withLocal } from "./open-local.ts";
import { endOfRun, type ReportFlags, reportFlags, runText, writeReport } from "./report.ts";
import { runIdOf } from "./run-id.ts";

export function resumeCommand(program: Command): void {
  reportFlags(program.command("resume"))
    .argument("<run>", "the id of a run that was paused or interrupted", runIdOf)
    .description("Go on with a run where it stopped: what was settled stays settled")
    .option("--tenant <slug>", "the workspace", localSlug)
    .option("--json", "print the run as JSON")
    .addHelpText("after", "\nExample:\n  $ c2c resume run_01m3v4k9ab2c3d4e5f6g7h")
    .action(async (runId: Id<"run">, flags: ReportFlags & { tenant: string; json?: boolean }) => {
      process.exitCode = await ended(() =>
        withLocal(flags.tenant, async ({ ctx }) => {
          if ((await getRun(ctx, { runId })).state === "paused") await resumeRun(ctx, { runId });
          const run = await driveRun(ctx, runId);
          await writeReport(ctx, run, flags);
          process.stdout.write(flags.json ? jsonText(run) : runText(run));
          return endOfRun(run);
        }),
      );
    });
}
