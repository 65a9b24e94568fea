import { type Command, Option } from "commander";
import type { Id } from "../kernel/ids.ts";
import { cloneObjects } from "../run/clone.ts";
import type { ApprovalFlags } from "./approve-and-run.ts";
import type { Act } from "./desk.ts";
import { tenantOption } from "./flags.ts";
import { reportFlags } from "./report.ts";
import { approvalFlags } from "./run.ts";
import { runIdOf } from "./run-id.ts";

export interface CloneFlags extends ApprovalFlags {
  tenant?: string;
  objects: (typeof cloneObjects)[number];
}

export function cloneCommand(program: Command, act: Act): void {
  approvalFlags(reportFlags(program.command("clone")))
    .argument("<run>", "the id of a run", runIdOf)
    .description("Do the same again: a new plan with a run's settings, your approval, run, report")
    .addOption(
      new Option("--objects <which>", "over the run's own object list, or the newest one of its bucket")
        .choices(cloneObjects)
        .default("same"),
    )
    .addOption(tenantOption())
    .option("--json", "print one JSON document instead of text")
    .addHelpText("after", "\nExample:\n  $ c2c clone run_01m3v4k9ab2c3d4e5f6g7h --objects newest")
    .action((runId: Id<"run">, flags: CloneFlags) =>
      act(async (desk) => (await import("./clone-work.ts")).cloneWork(desk, runId, flags)),
    );
}
