import { csvRow } from "../kernel/csv.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { pageItems } from "./item-page-rows.ts";
import { showItem } from "./show-item.ts";

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

/** A page is in memory whole. */
const rowsPerPage = 1_000;

/**
 * The completion report as CSV: a line for every object, a page of the run in memory at a time. For whoever may read the run: the
 * caller has asked `run.report`. While the run goes on, an object is told as it was when its page was read.
 */
export async function* reportCsv(ctx: TenantCtx, runId: Id<"run">): AsyncGenerator<string> {
  yield csvRow(columns);
  for (let after = 0; ; after += rowsPerPage) {
    const rows = await ctx.read((tx) => pageItems(tx, ctx.tenantId, runId, { after, limit: rowsPerPage }));
    yield rows
      .map(showItem)
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
    if (rows.length < rowsPerPage) return;
  }
}
