import type { Command } from "commander";
import type { Act } from "./desk.ts";
import { type SourceFlags, sourceFlags } from "./flags.ts";

export interface InventoryFlags extends SourceFlags {
  output?: string;
}

export function inventoryCommand(program: Command, act: Act): void {
  sourceFlags(program.command("inventory"))
    .description("List a bucket's objects, and say what they are")
    .option("--output <file>", "write the object list, one JSON record a line")
    .addHelpText(
      "after",
      `
Examples:
  $ c2c inventory --origin file --prefix ~/Pictures
  $ c2c inventory --origin s3 --bucket media --prefix 2024/ --output objects.jsonl
  $ c2c inventory --origin file --prefix . --json | jq .bytes`,
    )
    .action((flags: InventoryFlags) =>
      act(async (desk) => (await import("./inventory-work.ts")).inventoryWork(desk, flags)),
    );
}
