import type { CommandEnd } from "../edge/command.ts";
import { formatBytes } from "../kernel/format-bytes.ts";
import type { SampleDetail, ShareView } from "../sample/schema.ts";
import type { Desk } from "./desk.ts";
import type { SampleFlags, SourceFlags } from "./flags.ts";
import { jsonText } from "./json-text.ts";
import { sourceOf } from "./source-of.ts";
import { inventoryStage, sampleStage } from "./stages.ts";
import { printable, table } from "./table.ts";

export async function sampleWork({ withLocal, signal }: Desk, flags: SourceFlags & SampleFlags): Promise<CommandEnd> {
  const source = await sourceOf(flags);
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx }) => {
    const stage = { ctx, signal };
    const inventory = await inventoryStage(stage, source);
    const sample = await sampleStage(stage, inventory, flags);
    process.stdout.write(flags.json ? jsonText(sample) : sampleText(sample));
    return "success";
  });
}

const strataShown = 20;

function sampleText({ id, drawn, seed, strata, findings, reads }: SampleDetail): string {
  const population = strata.reduce((sum, stratum) => sum + stratum.population, 0);
  const rows = strata
    .slice(0, strataShown)
    .map((stratum) => [
      `  ${printable(stratum.label)}`,
      stratum.population.toLocaleString("en-US"),
      formatBytes(BigInt(stratum.bytes)),
      stratum.planned.toLocaleString("en-US"),
      stratum.drawn.toLocaleString("en-US"),
    ]);
  const problems = findings.problems.map((problem) => [`  ${problem.code}`, shareText(problem), problem.sentence]);
  return [
    `${drawn.toLocaleString("en-US")} of ${population.toLocaleString("en-US")} objects read, seed ${seed}`,
    table([["  Stratum", "Objects", "Bytes", "Planned", "Drawn"], ...rows], [1, 2, 3, 4]),
    strata.length > strataShown ? `  and ${strata.length - strataShown} strata more` : "",
    `\nAlready carry a manifest  ${shareText(findings.alreadySigned)}`,
    problems.length > 0
      ? `\nNot to be signed\n${table(problems)}`
      : "\nNothing in the sample would be skipped or fail.",
    `\nReading took ${reads.get.toLocaleString("en-US")} GET requests and ${formatBytes(BigInt(reads.bytesIn))}`,
    `\nsample  ${id}\n`,
  ]
    .filter(Boolean)
    .join("\n");
}

function shareText({ share, low, high }: ShareView): string {
  const percent = (part: number) => `${(part * 100).toFixed(1)} %`;
  return `${percent(share)} (${percent(low)}–${percent(high)})`;
}
