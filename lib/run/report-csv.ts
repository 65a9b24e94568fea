import { csvRow } from "../kernel/csv.ts";
import type { Id } from "../kernel/ids.ts";
import { planSettings } from "../plan/schema.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { DebtState } from "../stamp-debt/debt-states.ts";
import { findDebts } from "../stamp-debt/rows.ts";
import { pageItems } from "./item-page-rows.ts";
import { findRun } from "./rows.ts";
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
  "time_stamp",
  "settled_at",
] as const;

/** Of a signed object whose plan asks for a stamp, by what became of its debt, if it ever had one. */
const stampStates = { none: "stamped", open: "owed", paid: "stamped_later", lost: "lost" } as const;

/** A page is in memory whole. */
const rowsPerPage = 1_000;

/**
 * The completion report as CSV: a line for every object, a page of the run in memory at a time. For whoever may read the run: the
 * caller has asked `run.report`. While the run goes on, an object is told as it was when its page was read.
 */
export async function* reportCsv(ctx: TenantCtx, runId: Id<"run">): AsyncGenerator<string> {
  yield csvRow(columns);
  const run = await ctx.read((tx) => findRun(tx, ctx.tenantId, runId));
  const asked = run !== null && planSettings.parse(run.plan.settings).timeStamp !== "none";
  for (let after = 0; ; after += rowsPerPage) {
    const { rows, debts } = await ctx.read(async (tx) => {
      const rows = await pageItems(tx, ctx.tenantId, runId, { after, limit: rowsPerPage });
      const receipts = asked ? rows.flatMap(({ receiptId }) => receiptId ?? []) : [];
      const debts = receipts.length > 0 ? await findDebts(tx, ctx.tenantId, receipts) : [];
      return { rows, debts: new Map(debts.map(({ itemSeq, state }) => [itemSeq, state as DebtState])) };
    });
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
          asked && item.outcome === "signed" ? stampStates[debts.get(item.item) ?? "none"] : null,
          item.settledAt,
        ]),
      )
      .join("");
    if (rows.length < rowsPerPage) return;
  }
}
