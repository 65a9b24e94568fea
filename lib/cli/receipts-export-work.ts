import type { CommandEnd } from "../edge/command.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { exportReceipts } from "../receipt/export.ts";
import type { Desk } from "./desk.ts";
import type { ExportFlags } from "./receipts.ts";
import { refuseUnwritable, writeTexts } from "./write-texts.ts";

export async function receiptsExportWork({ withLocal }: Desk, { tenant, output }: ExportFlags): Promise<CommandEnd> {
  await refuseUnwritable(output);
  return withLocal<CommandEnd>(tenant, async ({ ctx }) => {
    await writeTexts(output, exportPages(ctx));
    if (output && process.stderr.isTTY) process.stderr.write(`Written. Check it: c2c receipts verify ${output}\n`);
    return "success";
  });
}

async function* exportPages(ctx: TenantCtx): AsyncGenerator<string> {
  for (let cursor: string | undefined; ; ) {
    const page = await exportReceipts(ctx, { cursor, limit: 5000 });
    yield `${page.lines.join("\n")}\n`;
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}
