import type { CommandEnd } from "../edge/command.ts";
import { Fault } from "../kernel/fault.ts";
import { approvePlan } from "../plan/approve.ts";
import { sameWords } from "../plan/overwrite-words.ts";
import type { PlanView } from "../plan/schema.ts";
import { startRun } from "../run/start.ts";
import { askLine } from "./ask-line.ts";
import type { Desk } from "./desk.ts";
import { finishRun } from "./finish-run.ts";
import { jsonText } from "./json-text.ts";
import { planText } from "./plan-text.ts";
import { planOf } from "./plan-work.ts";
import { refusePrefixes } from "./refuse-prefixes.ts";
import type { RunFlags } from "./run.ts";
import { sourceOf } from "./source-of.ts";
import { refuseStatements } from "./stated-by-flags.ts";
import { makeFolder, refuseUnwritable } from "./write-texts.ts";

export async function runWork({ withLocal, signal }: Desk, flags: RunFlags): Promise<CommandEnd> {
  refusePrefixes(flags);
  await refuseStatements(flags);
  await refuseUnwritable(flags.planOut, flags.ledgerOut);
  const source = await sourceOf(flags);
  // Hours before it is written to: a report that has no place must not be found out at the end.
  if (flags.reportOut && !flags.dryRun) await makeFolder(flags.reportOut);
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx, wiring }) => {
    const plan = await planOf({ ctx, signal }, source, flags);
    if (flags.dryRun) {
      process.stdout.write(flags.json ? jsonText(plan) : planText(plan));
      return "success";
    }
    const typedWords = flags.yes ? flags.overwrite : await askForApproval(plan, signal);
    const { id: approvalId } = await approvePlan(ctx, { planId: plan.id, hash: plan.hash, typedWords });
    const { runId } = await startRun(ctx, { planId: plan.id, approvalId });
    return finishRun({ ctx, signal, leaseMs: wiring.env.C2C_LEASE_MS }, runId, flags);
  });
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
