import type { Command } from "commander";
import type { Id } from "../kernel/ids.ts";
import type { Act } from "./desk.ts";
import { tenantOption } from "./flags.ts";
import { type RunReportFlags, reportFlags } from "./report.ts";
import { runIdOf } from "./run-id.ts";

export function resumeCommand(program: Command, act: Act): void {
  reportFlags(program.command("resume"))
    .argument("<run>", "the id of a run that was paused or interrupted", runIdOf)
    .description("Go on with a run where it stopped: what was settled stays settled")
    .addOption(tenantOption())
    .option("--json", "print the run as JSON")
    .addHelpText("after", "\nExample:\n  $ c2c resume run_01m3v4k9ab2c3d4e5f6g7h")
    .action((runId: Id<"run">, flags: RunReportFlags) =>
      act(async (desk) => (await import("./resume-work.ts")).resumeWork(desk, runId, flags)),
    );
}
