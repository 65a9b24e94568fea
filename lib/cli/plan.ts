import type { Command } from "commander";
import { command as ended } from "../edge/command.ts";
import { formatUsd, parseUsd } from "../kernel/money.ts";
import type { PlanView } from "../plan/schema.ts";
import { type PlanFlags, planFlags, type SampleFlags, type SourceFlags, sampleFlags, sourceFlags } from "./flags.ts";
import { jsonText, writeNamed } from "./json.ts";
import { withLocal } from "./open-local.ts";
import { inventoryStage, planStage, sampleStage } from "./stages.ts";
import { table } from "./table.ts";

export function planCommand(program: Command): void {
  planFlags(sampleFlags(sourceFlags(program.command("plan"))))
    .description("Estimate what a run would do and cost, each line with its interval; signs nothing")
    .addHelpText(
      "after",
      `
Examples:
  $ c2c plan --origin file --prefix ~/Pictures
  $ c2c plan --origin s3 --bucket media --plan-out plan.json --ledger-out ledger.json --egress-cost 0.05`,
    )
    .action(async (flags: SourceFlags & SampleFlags & PlanFlags) => {
      process.exitCode = await ended(() =>
        withLocal(flags.tenant, async ({ ctx }) => {
          const inventory = await inventoryStage(ctx, flags);
          const plan = await planStage(ctx, await sampleStage(ctx, inventory.id, flags), flags);
          await writePlanFiles(plan, flags);
          process.stdout.write(flags.json ? jsonText(plan) : planText(plan));
          return "success" as const;
        }),
      );
    });
}

/** `--plan-out` and `--ledger-out`, whose names inside are fixed. */
export async function writePlanFiles(plan: PlanView, flags: Pick<PlanFlags, "planOut" | "ledgerOut">): Promise<void> {
  if (flags.planOut) await writeNamed(flags.planOut, jsonText(plan.items));
  if (flags.ledgerOut) await writeNamed(flags.ledgerOut, jsonText(plan.ledger));
}

export function planText({ id, hash, ledger, settings }: PlanView): string {
  const usd = (text: string) => formatUsd(parseUsd(text));
  const lines = ledger.lines
    .filter((line) => line.quantity.estimate !== "0")
    .map((line) => [
      `  ${line.label}`,
      Number(line.quantity.estimate).toLocaleString("en-US"),
      line.unit,
      usd(line.costUsd.estimate),
      `${usd(line.costUsd.low)}–${usd(line.costUsd.high)}`,
    ]);
  const expected = ledger.expected.map(({ outcome, why, objects }) => [
    `  ${outcome}`,
    why ?? "",
    objects.estimate,
    `${objects.low}–${objects.high}`,
  ]);
  return [
    `${ledger.objects_total.toLocaleString("en-US")} objects, ${ledger.objects_unique.toLocaleString("en-US")} of them unique; mode ${settings.mode}`,
    table(expected, [2]),
    "",
    table(lines, [1, 3]),
    `  Total ${usd(ledger.total.estimate)} (${usd(ledger.total.low)}–${usd(ledger.total.high)}, 95 %), about ${ledger.est_runtime_sec} s. Prices are list prices that nobody has verified for you.`,
    `\nplan  ${id}\nhash  ${hash}\n`,
  ].join("\n");
}
