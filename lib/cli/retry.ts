import { type Command, Option } from "commander";
import type { Id } from "../kernel/ids.ts";
import { type FailReason, failReasons } from "../kernel/outcome.ts";
import type { Act } from "./desk.ts";
import { tenantOption } from "./flags.ts";
import { type RunReportFlags, reportFlags } from "./report.ts";
import { runIdOf } from "./run-id.ts";

export interface RetryFlags extends RunReportFlags {
  why: FailReason;
}

export function retryCommand(program: Command, act: Act): void {
  reportFlags(program.command("retry"))
    .argument("<run>", "the id of a finished run", runIdOf)
    .description("Try the objects of a finished run again that failed for one reason; what was signed stays as it is")
    .addOption(
      new Option("--why <reason>", "the reason, as c2c report prints it").choices(failReasons).makeOptionMandatory(),
    )
    .addOption(tenantOption())
    .option("--json", "print the run as JSON")
    .addHelpText("after", "\nExample:\n  $ c2c retry run_01m3v4k9ab2c3d4e5f6g7h --why store_unavailable")
    .action((runId: Id<"run">, flags: RetryFlags) =>
      act(async (desk) => (await import("./retry-work.ts")).retryWork(desk, runId, flags)),
    );
}
