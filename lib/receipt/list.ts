import { z } from "zod";
import { type Id, idOf } from "../kernel/ids.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { pageReceipts } from "./rows.ts";
import { receiptRow } from "./schema.ts";
import { parseBody } from "./show-receipt.ts";

export const listReceipts = verb({
  name: "receipt.list",
  summary: "The receipts, newest first, of the whole workspace or of one run",
  scope: "receipt.read",
  input: pageInput.extend({
    cursor: z
      .string()
      .regex(/^\d{1,18}$/, "not a cursor of this list")
      .optional(),
    runId: idOf("run").optional(),
  }),
  output: pageOf(receiptRow),
  run: async (ctx, { cursor, limit, runId }) => {
    const below = cursor ? BigInt(cursor) : undefined;
    const stored = await ctx.read((tx) => pageReceipts(tx, ctx.tenantId, { below, runId, limit: limit + 1 }));
    const items = stored.slice(0, limit).map((row) => {
      const body = parseBody(row);
      return {
        id: row.id as Id<"receipt">,
        seq: row.seq.toString(),
        at: row.at.toISOString(),
        ...(body.kind === "upload"
          ? { runId: null, item: null, key: body.file.name }
          : { runId: body.run, item: body.item, key: body.object.key }),
        mode: body.mode,
        manifestLabel: body.manifest_label,
        contentSha256: body.content_sha256,
      };
    });
    return { items, nextCursor: stored.length > limit ? (items.at(-1)?.seq ?? null) : null };
  },
});
