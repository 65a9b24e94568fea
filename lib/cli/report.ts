import { type Command, Option } from "commander";
import type { Id } from "../kernel/ids.ts";
import type { Act } from "./desk.ts";
import { tenantOption } from "./flags.ts";
import { runIdOf } from "./run-id.ts";

export interface ReportFlags {
  reportOut?: string;
  format: "html" | "csv" | "all";
}

export function reportFlags(command: Command): Command {
  return command
    .option("--report-out <folder>", "write the completion report into this folder")
    .addOption(new Option("--format <format>", "which report to write").choices(["html", "csv", "all"]).default("all"));
}

/** What `report` and `resume` take: a run, and how to tell of it. */
export interface RunReportFlags extends ReportFlags {
  tenant?: string;
  json?: boolean;
}

export function reportCommand(program: Command, act: Act): void {
  reportFlags(program.command("report"))
    .argument("<run>", "the id of a run", runIdOf)
    .description("What became of a run's objects, by outcome and reason")
    .addOption(tenantOption())
    .option("--json", "print the summary as JSON")
    .addHelpText(
      "after",
      `
Example:
  $ c2c report run_01m3v4k9ab2c3d4e5f6g7h --report-out report/ --format all

Exit code 10 where objects failed, were skipped with an error, or are not settled yet.`,
    )
    .action((runId: Id<"run">, flags: RunReportFlags) =>
      act(async (desk) => (await import("./report-work.ts")).reportWork(desk, runId, flags)),
    );
}
