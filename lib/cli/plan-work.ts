import type { CommandEnd } from "../edge/command.ts";
import type { PlanView } from "../plan/schema.ts";
import type { Desk } from "./desk.ts";
import type { PlanFlags, SampleFlags, SourceFlags } from "./flags.ts";
import { identityOf } from "./identity-of.ts";
import { jsonText } from "./json-text.ts";
import { planText } from "./plan-text.ts";
import { refusePrefixes } from "./refuse-prefixes.ts";
import { type Source, sourceOf } from "./source-of.ts";
import { inventoryStage, planStage, type Stage, sampleStage } from "./stages.ts";
import { refuseStatements } from "./stated-by-flags.ts";
import { refuseUnwritable, writeTexts } from "./write-texts.ts";

export async function planWork(
  { withLocal, signal }: Desk,
  flags: SourceFlags & SampleFlags & PlanFlags,
): Promise<CommandEnd> {
  refusePrefixes(flags);
  await refuseStatements(flags);
  await refuseUnwritable(flags.planOut, flags.ledgerOut);
  const source = await sourceOf(flags);
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx }) => {
    const plan = await planOf({ ctx, signal }, source, flags);
    process.stdout.write(flags.json ? jsonText(plan) : planText(plan));
    return "success";
  });
}

/** From the object list to a frozen plan, with the files that `--plan-out` and `--ledger-out` name. */
export async function planOf(stage: Stage, source: Source, flags: SampleFlags & PlanFlags): Promise<PlanView> {
  // First of all: an identity that is not there must not be found out after everything was listed.
  const identityId = await identityOf(stage.ctx, flags.identity);
  const inventory = await inventoryStage(stage, source);
  const plan = await planStage(stage, await sampleStage(stage, inventory, flags), identityId, flags);
  if (flags.planOut) await writeTexts(flags.planOut, [jsonText(plan.items)]);
  if (flags.ledgerOut) await writeTexts(flags.ledgerOut, [jsonText(plan.ledger)]);
  return plan;
}
