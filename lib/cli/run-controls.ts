import type { Command } from "commander";
import type { Id } from "../kernel/ids.ts";
import type { RunPriority } from "../run/priority.ts";
import type { Act } from "./desk.ts";
import { countOf, priorityOption, tenantOption } from "./flags.ts";
import { runIdOf } from "./run-id.ts";

export interface ControlFlags {
  tenant?: string;
  json?: boolean;
}
export interface CancelFlags extends ControlFlags {
  yes?: boolean;
}
export interface TuneFlags extends ControlFlags {
  priority?: RunPriority;
  concurrency?: number | null;
  maxInflight?: number | null;
}

/** `pause`, `cancel` and `tune`: what is said to a run that goes on elsewhere, in the console's worker or in another terminal. */
export function runControlCommands(program: Command, act: Act): void {
  const command = (name: string) =>
    program
      .command(name)
      .argument("<run>", "the id of a run", runIdOf)
      .addOption(tenantOption())
      .option("--json", "print the answer as JSON");
  command("pause")
    .description("Begin no further object of a run; tells what is in flight, and when that settles")
    .addHelpText("after", "\nExample:\n  $ c2c pause run_01m3v4k9ab2c3d4e5f6g7h")
    .action((runId: Id<"run">, flags: ControlFlags) =>
      act(async (desk) => (await import("./run-controls-work.ts")).pauseWork(desk, runId, flags)),
    );
  command("cancel")
    .description("End a run early: what is in flight settles, the rest stays unsigned. It cannot be resumed")
    .option("--yes", "without being asked, as scripts need")
    .addHelpText("after", "\nExample:\n  $ c2c cancel run_01m3v4k9ab2c3d4e5f6g7h --yes")
    .action((runId: Id<"run">, flags: CancelFlags) =>
      act(async (desk) => (await import("./run-controls-work.ts")).cancelWork(desk, runId, flags)),
    );
  command("tune")
    .description("Change what a run has to work with while it goes")
    .addOption(priorityOption())
    .option("--concurrency <n>", "objects worked on at once, or plan for the plan's number", orPlan(10_000))
    .option("--max-inflight <n>", "objects claimed at once, or plan for the plan's number", orPlan(100_000))
    .addHelpText("after", "\nExample:\n  $ c2c tune run_01m3v4k9ab2c3d4e5f6g7h --priority high --concurrency 16")
    .action((runId: Id<"run">, flags: TuneFlags) =>
      act(async (desk) => (await import("./run-controls-work.ts")).tuneWork(desk, runId, flags)),
    );
}

const orPlan = (most: number) => (text: string) => (text === "plan" ? null : countOf(1, most)(text));
