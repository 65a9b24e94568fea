import { csvRow } from "../kernel/csv.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { listItems } from "./list-items.ts";

const columns = [
  "item",
  "key",
  "size_bytes",
  "mime",
  "outcome",
  "why",
  "sentence",
  "detail",
  "attempts",
  "receipt",
  "settled_at",
] as const;

/** The completion report as CSV: a line for every object, a page of the run in memory at a time. */
export async function* reportCsv(ctx: TenantCtx, runId: Id<"run">): AsyncGenerator<string> {
  yield csvRow(columns);
  let cursor: string | undefined;
  for (;;) {
    const page = await listItems(ctx, { runId, cursor, limit: 500 });
    yield page.items
      .map((item) =>
        csvRow([
          item.item,
          item.key,
          BigInt(item.sizeBytes),
          item.mime,
          item.outcome ?? "open",
          item.why,
          item.sentence,
          item.detail,
          item.attempts,
          item.receiptId,
          item.settledAt,
        ]),
      )
      .join("");
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}
