import type { Command } from "commander";
import { command as ended } from "../edge/command.ts";
import type { InventoryDetail } from "../inventory/schema.ts";
import { formatBytes } from "../kernel/format-bytes.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { type SourceFlags, sourceFlags } from "./flags.ts";
import { inventoryRecords } from "./inventory-records.ts";
import { jsonText, writeNamed } from "./json.ts";
import { withLocal } from "./open-local.ts";
import { inventoryStage } from "./stages.ts";
import { printable, table } from "./table.ts";

export function inventoryCommand(program: Command): void {
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
    .action(async (flags: SourceFlags & { output?: string }) => {
      process.exitCode = await ended(() =>
        withLocal(flags.tenant, async ({ ctx }) => {
          const inventory = await inventoryStage(ctx, flags);
          if (flags.output) await writeRecords(ctx, inventory, flags.output);
          process.stdout.write(flags.json ? jsonText(inventory) : inventoryText(inventory));
          return "success" as const;
        }),
      );
    });
}

async function writeRecords(ctx: TenantCtx, inventory: InventoryDetail, path: string): Promise<void> {
  let text = "";
  for await (const record of inventoryRecords(ctx, inventory.id)) text += `${JSON.stringify(record)}\n`;
  await writeNamed(path, text);
}

function inventoryText({ id, objects, bytes, summary, sidecars }: InventoryDetail): string {
  const types = (summary?.byMime ?? []).map(({ mime, objects, bytes }) => [
    `  ${mime}`,
    Number(objects).toLocaleString("en-US"),
    formatBytes(BigInt(bytes)),
  ]);
  const places = (summary?.byPrefix ?? [])
    .slice(0, 10)
    .map(({ prefix, objects, bytes }) => [
      `  ${printable(prefix) || "(no folder)"}`,
      Number(objects).toLocaleString("en-US"),
      formatBytes(BigInt(bytes)),
    ]);
  const duplicates = summary
    ? `Stored more than once, as names, ETags and sizes suggest: ${summary.duplicates.objects} objects, ${formatBytes(BigInt(summary.duplicates.bytes))}\n`
    : "";
  return [
    `${Number(objects).toLocaleString("en-US")} objects, ${formatBytes(BigInt(bytes))}${sidecars === "0" ? "" : `, ${sidecars} manifest sidecars left out`}`,
    table(types, [1, 2]),
    places.length > 1 ? `\n${table(places, [1, 2])}` : "",
    `\n${duplicates}inventory  ${id}\n`,
  ]
    .filter(Boolean)
    .join("\n");
}
