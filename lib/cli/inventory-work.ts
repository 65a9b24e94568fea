import type { CommandEnd } from "../edge/command.ts";
import type { InventoryDetail } from "../inventory/schema.ts";
import { formatBytes } from "../kernel/format-bytes.ts";
import type { Desk } from "./desk.ts";
import type { InventoryFlags } from "./inventory.ts";
import { inventoryRecords } from "./inventory-records.ts";
import { jsonText } from "./json-text.ts";
import { sourceOf } from "./source-of.ts";
import { inventoryStage } from "./stages.ts";
import { printable, table } from "./table.ts";
import { refuseUnwritable, writeTexts } from "./write-texts.ts";

export async function inventoryWork({ withLocal, signal }: Desk, flags: InventoryFlags): Promise<CommandEnd> {
  await refuseUnwritable(flags.output);
  const source = await sourceOf(flags);
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx }) => {
    const inventory = await inventoryStage({ ctx, signal }, source);
    if (flags.output) await writeTexts(flags.output, recordLines(inventoryRecords(ctx, inventory.id)));
    process.stdout.write(flags.json ? jsonText(inventory) : inventoryText(inventory));
    return "success";
  });
}

async function* recordLines(records: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const record of records) yield `${JSON.stringify(record)}\n`;
}

function inventoryText({ id, objects, bytes, summary, sidecars }: InventoryDetail): string {
  const row = (name: string, share: { objects: string; bytes: string }) => [
    `  ${name}`,
    count(share.objects),
    formatBytes(BigInt(share.bytes)),
  ];
  const types = (summary?.byMime ?? []).map((share) => row(printable(share.mime), share));
  const places = (summary?.byPrefix ?? []).map((share) => row(printable(share.prefix) || "(no folder)", share));
  const sidecarsText = sidecars === "0" ? "" : `, ${count(sidecars)} manifest sidecars left out`;
  return [
    `${count(objects)} objects, ${formatBytes(BigInt(bytes))}${sidecarsText}`,
    table(types, [1, 2]),
    places.length > 1 ? `\n${table(places.slice(0, placesShown), [1, 2])}` : "",
    places.length > placesShown ? `  and ${count(String(places.length - placesShown))} folders more` : "",
    duplicatesText(summary?.duplicates),
    `\ninventory  ${id}\n`,
  ]
    .filter(Boolean)
    .join("\n");
}

const placesShown = 10;
const count = (text: string) => Number(text).toLocaleString("en-US");

function duplicatesText(found: { objects: string; bytes: string } | undefined): string {
  if (!found || found.objects === "0") return "";
  return `\nStored more than once, as ETags and sizes suggest: ${count(found.objects)} objects, ${formatBytes(BigInt(found.bytes))}`;
}
