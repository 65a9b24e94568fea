import type { Command } from "commander";
import type { Act } from "./desk.ts";
import { tenantOption } from "./flags.ts";

export interface ExportFlags {
  output?: string;
  tenant?: string;
}

export function receiptsCommand(program: Command, act: Act): void {
  const receipts = program.command("receipts").description("Export the receipt chain, or verify an export offline");
  receipts
    .command("export")
    .description("Write the whole receipt chain as JSON Lines")
    .option("--output <file>", "where to write (default: standard output)")
    .addOption(tenantOption())
    .addHelpText("after", "\nExample:\n  $ c2c receipts export --output receipts.jsonl")
    .action((flags: ExportFlags) =>
      act(async (desk) => (await import("./receipts-export-work.ts")).receiptsExportWork(desk, flags)),
    );
  receipts
    .command("verify")
    .argument("<file>", "an export, as `c2c receipts export` or the console wrote it")
    .description("Recompute an export's chain and tree from the file alone: no network, no database")
    .option("--json", "print the verdict as JSON")
    .addHelpText(
      "after",
      "\nExample:\n  $ c2c receipts verify receipts.jsonl\n\nExit code 20 where anything is wrong, with the line of the file and what it is.",
    )
    .action((file: string, flags: { json?: boolean }) =>
      act(async () => (await import("./receipts-verify-work.ts")).receiptsVerifyWork(file, flags)),
    );
}
