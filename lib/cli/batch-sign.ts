import { type Command, Option } from "commander";
import type { Act } from "./desk.ts";
import { countOf, identityOption, tenantOption } from "./flags.ts";

export interface BatchSignFlags {
  output?: string;
  sidecar?: boolean;
  parallel?: number;
  recursive?: boolean;
  include: string[];
  exclude: string[];
  identity?: string;
  format: "text" | "json" | "csv";
  tenant?: string;
}

const collect = (value: string, before: string[]) => [...before, value];

export function batchSignCommand(program: Command, act: Act): void {
  program
    .command("batch-sign")
    .argument("<files...>", "media files, folders, or globs in quotes")
    .option("--output <folder>", "where signed copies go (default: signed/ beside each file)")
    .option("--sidecar", "write a manifest store beside each file (photo.jpg.c2pa) in place of a signed copy")
    .option("--parallel <n>", "files worked on at once (default: one for each media process)", countOf(1, 256))
    .option("--recursive", "take folders with all that is below them")
    .addOption(
      new Option("--include <glob>", "of folders only what matches, such as '**/*.jpg'. May be repeated")
        .argParser(collect)
        .default([], "all"),
    )
    .addOption(
      new Option("--exclude <glob>", "leave out what matches. May be repeated").argParser(collect).default([], "none"),
    )
    .addOption(identityOption())
    .addOption(new Option("--format <format>", "how to print").choices(["text", "json", "csv"]).default("text"))
    .addOption(tenantOption())
    .description("Sign files and folders of this machine, without a plan: never over an original")
    .addHelpText(
      "after",
      `
What is there already under an output's name is adopted where it is that very manifest, and reported otherwise.
No receipt is written and nothing is metered: for a bucket, with a plan and receipts, use c2c run.

Examples:
  $ c2c batch-sign photo.jpg
  $ c2c batch-sign '2024/**/*.jpg' --output signed --parallel 4
  $ c2c batch-sign ~/Pictures --recursive --sidecar --format csv > signed.csv

Exit code 10 where a file failed or was skipped. Ctrl-C finishes what is in hand.`,
    )
    .action((files: string[], flags: BatchSignFlags) =>
      act(async (desk) => (await import("./batch-sign-work.ts")).batchSignWork(desk, files, flags)),
    );
}
