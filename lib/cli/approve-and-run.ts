import type { CommandEnd } from "../edge/command.ts";
import { Fault } from "../kernel/fault.ts";
import { approvePlan } from "../plan/approve.ts";
import { sameWords } from "../plan/overwrite-words.ts";
import type { PlanView } from "../plan/schema.ts";
import type { RunPriority } from "../run/priority.ts";
import { startRun } from "../run/start.ts";
import { askLine } from "./ask-line.ts";
import type { Drive } from "./drive-run.ts";
import { finishRun } from "./finish-run.ts";
import { jsonText } from "./json-text.ts";
import { planText } from "./plan-text.ts";
import type { ReportFlags } from "./report.ts";

/** What `run` and `clone` take from the plan on. */
export interface ApprovalFlags extends ReportFlags {
  dryRun?: boolean;
  yes?: boolean;
  overwrite?: string;
  priority?: RunPriority;
  json?: boolean;
}

/** From a plan to the end of its run: asks for approval, launches, drives, reports. With --dry-run it prints the plan and ends. */
export async function approveAndRun(drive: Drive, plan: PlanView, flags: ApprovalFlags): Promise<CommandEnd> {
  const { ctx, signal } = drive;
  if (flags.dryRun) {
    process.stdout.write(flags.json ? jsonText(plan) : planText(plan));
    return "success";
  }
  const typedWords = flags.yes ? flags.overwrite : await askForApproval(plan, signal);
  const { id: approvalId } = await approvePlan(ctx, { planId: plan.id, hash: plan.hash, typedWords });
  const { runId } = await startRun(ctx, { planId: plan.id, approvalId, priority: flags.priority });
  return finishRun(drive, runId, flags);
}

/** Nothing is signed that nobody approved: a person is asked, a script says --yes. */
async function askForApproval(plan: PlanView, signal: AbortSignal): Promise<string | undefined> {
  process.stderr.write(planText(plan));
  if (!process.stdin.isTTY)
    throw new Fault("precondition", "Nobody is there to approve this plan. Read it, and add --yes to approve it.");
  if (plan.words !== null) {
    const typed = await askLine(`This replaces objects. To approve it, type\n  ${plan.words}\n: `, signal);
    if (!typed || !sameWords(typed, plan.words)) throw new Fault("precondition", "Not approved: nothing was signed.");
    return typed;
  }
  const objects = plan.ledger.objects_total.toLocaleString("en-US");
  const answer = await askLine(`Sign ${objects} objects as planned? Type yes: `, signal);
  if (answer?.toLowerCase() !== "yes") throw new Fault("precondition", "Not approved: nothing was signed.");
  return undefined;
}
