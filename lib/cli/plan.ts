import type { Command } from "commander";
import type { Act } from "./desk.ts";
import { type PlanFlags, planFlags, type SampleFlags, type SourceFlags, sampleFlags, sourceFlags } from "./flags.ts";

export function planCommand(program: Command, act: Act): void {
  planFlags(sampleFlags(sourceFlags(program.command("plan"))))
    .description("Estimate what a run would do and cost, each line with its interval; signs nothing")
    .addHelpText(
      "after",
      `
Examples:
  $ c2c plan --origin file --prefix ~/Pictures
  $ c2c plan --origin s3 --bucket media --plan-out plan.json --ledger-out ledger.json --egress-cost 0.05`,
    )
    .action((flags: SourceFlags & SampleFlags & PlanFlags) =>
      act(async (desk) => (await import("./plan-work.ts")).planWork(desk, flags)),
    );
}
