import type { Command } from "commander";
import type { Act } from "./desk.ts";
import { type SampleFlags, type SourceFlags, sampleFlags, sourceFlags } from "./flags.ts";

export function sampleCommand(program: Command, act: Act): void {
  sampleFlags(sourceFlags(program.command("sample")))
    .description("Read a seeded, stratified sample, and say what a run would meet")
    .addHelpText(
      "after",
      `
Examples:
  $ c2c sample --origin file --prefix ~/Pictures --sample 200
  $ c2c sample --origin s3 --bucket media --stratify mime,size`,
    )
    .action((flags: SourceFlags & SampleFlags) =>
      act(async (desk) => (await import("./sample-work.ts")).sampleWork(desk, flags)),
    );
}
