import type { Command } from "commander";
import type { ApprovalFlags } from "./approve-and-run.ts";
import type { Act } from "./desk.ts";
import {
  type PlanFlags,
  planFlags,
  priorityOption,
  type SampleFlags,
  type SourceFlags,
  sampleFlags,
  sourceFlags,
} from "./flags.ts";
import { reportFlags } from "./report.ts";

export interface RunFlags extends SourceFlags, SampleFlags, PlanFlags, ApprovalFlags {
  verifyAfter?: boolean;
}

/** How a plan gets its yes, and its run its place among the others. */
export function approvalFlags(command: Command): Command {
  return command
    .option("--dry-run", "stop before the approval; signs nothing")
    .option("--yes", "approve the plan without being asked, as scripts need")
    .option(
      "--overwrite <words>",
      "with --yes and --mode embed-in-place: the words that the plan asks for, as c2c plan prints them",
    )
    .addOption(priorityOption(" (default: normal)"));
}

export function runCommand(program: Command, act: Act): void {
  approvalFlags(reportFlags(planFlags(sampleFlags(sourceFlags(program.command("run"))))))
    .description("Sign everything: inventory, sample, plan, your approval, run, report")
    .option("--verify-after", "accepted for scripts: every asset is read back and validated anyway, before it counts")
    .addHelpText(
      "after",
      `
Examples:
  $ c2c run --origin file --prefix ~/Pictures
  $ c2c run --origin s3 --bucket media --prefix 2024/ --yes --report-out report/ --format all
  $ c2c run --origin file --prefix . --dry-run --ledger-out ledger.json

Ctrl-C pauses the run and says how to go on with it.`,
    )
    .action((flags: RunFlags) => act(async (desk) => (await import("./run-work.ts")).runWork(desk, flags)));
}
