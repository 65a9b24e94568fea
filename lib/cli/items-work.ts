import type { CommandEnd } from "../edge/command.ts";
import type { Id } from "../kernel/ids.ts";
import { listItems } from "../run/list-items.ts";
import type { Desk } from "./desk.ts";
import type { ItemsFlags } from "./items.ts";
import { jsonText } from "./json-text.ts";
import { printable, table } from "./table.ts";

export function itemsWork({ withLocal }: Desk, runId: Id<"run">, flags: ItemsFlags): Promise<CommandEnd> {
  const { tenant, json, ...query } = flags;
  return withLocal<CommandEnd>(tenant, async ({ ctx }) => {
    const page = await listItems(ctx, { runId, ...query });
    const rows = page.items.map(({ item, outcome, state, why, key }) => [
      String(item),
      outcome ?? state,
      why ?? "",
      printable(key),
    ]);
    process.stdout.write(json ? jsonText(page) : rows.length === 0 ? "No object here.\n" : `${table(rows, [0])}\n`);
    if (!json && page.nextCursor !== null) process.stderr.write(`More: --cursor ${page.nextCursor}\n`);
    return "success";
  });
}
