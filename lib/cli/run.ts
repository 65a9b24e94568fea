import { createInterface } from "node:readline/promises";
import type { Command } from "commander";
import { type CommandEnd, command as ended } from "../edge/command.ts";
import { Fault } from "../kernel/fault.ts";
import { approvePlan } from "../plan/approve.ts";
import type { PlanView } from "../plan/schema.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { startRun } from "../run/start.ts";
import { driveRun } from "./drive-run.ts";
import { type PlanFlags, planFlags, type SampleFlags, type SourceFlags, sampleFlags, sourceFlags } from "./flags.ts";
import { jsonText } from "./json.ts";
import { withLocal } from "./open-local.ts";
import { planText, writePlanFiles } from "./plan.ts";
import { endOfRun, type ReportFlags, reportFlags, runText, writeReport } from "./report.ts";
import { inventoryStage, planStage, sampleStage } from "./stages.ts";

export interface RunFlags {
  dryRun?: boolean;
  yes?: boolean;
  verifyAfter?: boolean;
}

export function runCommand(program: Command): void {
  reportFlags(planFlags(sampleFlags(sourceFlags(program.command("run")))))
    .description("Sign everything: inventory, sample, plan, your approval, run, report")
    .option("--dry-run", "stop before the approval; signs nothing")
    .option("--yes", "approve the plan without being asked, as scripts need")
    .option("--verify-after", "accepted for scripts: every asset is read back and validated anyway, before it counts")
    .addHelpText(
      "after",
      `
Examples:
  $ c2c run --origin file --prefix ~/Pictures
  $ c2c run --origin s3 --bucket media --prefix 2024/ --yes --report-out report/ --format all
  $ c2c run --origin file --prefix . --dry-run --ledger-out ledger.json`,
    )
    .action(async (flags: SourceFlags & SampleFlags & PlanFlags & RunFlags & ReportFlags) => {
      process.exitCode = await ended(() => withLocal(flags.tenant, ({ ctx }) => signAll(ctx, flags)));
    });
}

async function signAll(
  ctx: TenantCtx,
  flags: SourceFlags & SampleFlags & PlanFlags & RunFlags & ReportFlags,
): Promise<CommandEnd> {
  const inventory = await inventoryStage(ctx, flags);
  const plan = await planStage(ctx, await sampleStage(ctx, inventory.id, flags), flags);
  await writePlanFiles(plan, flags);
  if (flags.dryRun) {
    process.stdout.write(flags.json ? jsonText(plan) : planText(plan));
    return "success";
  }
  await askForApproval(plan, flags);
  const { id: approvalId } = await approvePlan(ctx, { planId: plan.id, hash: plan.hash });
  const { runId } = await startRun(ctx, { planId: plan.id, approvalId });
  const run = await driveRun(ctx, runId);
  await writeReport(ctx, run, flags);
  process.stdout.write(flags.json ? jsonText(run) : runText(run));
  return endOfRun(run);
}

/** Nothing is signed that nobody approved: a person is asked, a script says --yes. */
async function askForApproval(plan: PlanView, flags: RunFlags): Promise<void> {
  if (flags.yes) return;
  process.stderr.write(planText(plan));
  if (!process.stdin.isTTY)
    throw new Fault("precondition", "Nobody is there to approve this plan. Read it, and add --yes.");
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await asking.question(
    `Sign ${plan.ledger.objects_total.toLocaleString("en-US")} objects as planned? Type yes: `,
  );
  asking.close();
  if (answer.trim().toLowerCase() !== "yes") throw new Fault("precondition", "Not approved: nothing was signed.");
}
