import type { Command } from "commander";
import { command as ended } from "../edge/command.ts";
import { formatBytes } from "../kernel/format-bytes.ts";
import type { SampleDetail, ShareView } from "../sample/schema.ts";
import { type SampleFlags, type SourceFlags, sampleFlags, sourceFlags } from "./flags.ts";
import { jsonText } from "./json.ts";
import { withLocal } from "./open-local.ts";
import { inventoryStage, sampleStage } from "./stages.ts";
import { printable, table } from "./table.ts";

export function sampleCommand(program: Command): void {
  sampleFlags(sourceFlags(program.command("sample")))
    .description("Read a seeded, stratified sample, and say what a run would meet")
    .addHelpText(
      "after",
      `
Examples:
  $ c2c sample --origin file --prefix ~/Pictures --sample 200
  $ c2c sample --origin s3 --bucket media --stratify mime,size`,
    )
    .action(async (flags: SourceFlags & SampleFlags) => {
      process.exitCode = await ended(() =>
        withLocal(flags.tenant, async ({ ctx }) => {
          const inventory = await inventoryStage(ctx, flags);
          const sample = await sampleStage(ctx, inventory.id, flags);
          process.stdout.write(flags.json ? jsonText(sample) : sampleText(sample));
          return "success" as const;
        }),
      );
    });
}

function sampleText({ id, drawn, seed, strata, findings }: SampleDetail): string {
  const population = strata.reduce((sum, stratum) => sum + stratum.population, 0);
  const rows = strata
    .slice(0, 20)
    .map((stratum) => [
      `  ${printable(stratum.label)}`,
      String(stratum.population),
      formatBytes(BigInt(stratum.bytes)),
      String(stratum.drawn),
    ]);
  const problems = findings.problems.map((problem) => [`  ${problem.code}`, shareText(problem), problem.sentence]);
  return [
    `${drawn} of ${population.toLocaleString("en-US")} objects read, seed ${seed}`,
    table([["  Stratum", "Objects", "Bytes", "Drawn"], ...rows], [1, 2, 3]),
    strata.length > 20 ? `  and ${strata.length - 20} strata more` : "",
    `\nAlready carry a manifest  ${shareText(findings.alreadySigned)}`,
    problems.length > 0
      ? `\nNot to be signed\n${table(problems)}`
      : "\nNothing in the sample would be skipped or fail.",
    `\nsample  ${id}\n`,
  ]
    .filter(Boolean)
    .join("\n");
}

function shareText({ share, low, high }: ShareView): string {
  const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
  return `${percent(share)} (${percent(low)}–${percent(high)})`;
}
