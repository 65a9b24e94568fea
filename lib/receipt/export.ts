import { z } from "zod";
import { hex } from "../kernel/bytes.ts";
import { verb } from "../ports/ctx.ts";
import { treeRoot } from "./chain.ts";
import { chainBefore, pageReceipts, readHead } from "./rows.ts";

/**
 * One page of an export. `lines` are the JSON Lines of the file: the first page begins with a header line, the last one
 * ends with the head line, and `verify-export.ts` checks the whole without any of us.
 */
export const exportReceipts = verb({
  name: "receipt.export",
  summary: "The receipt chain as lines that verify offline, page by page",
  scope: "receipt.read",
  input: z.object({
    cursor: z
      .string()
      .regex(/^\d{1,18}$/, "not a cursor of this export")
      .optional(),
    limit: z.coerce.number().int().min(1).max(5000).default(1000),
  }),
  output: z.object({ lines: z.array(z.string()), nextCursor: z.string().nullable() }),
  run: (ctx, { cursor, limit }) =>
    ctx.read(async (tx) => {
      const above = BigInt(cursor ?? "0");
      const end = await readHead(tx, ctx.tenantId);
      // Not beyond the head that was read: receipts go on being appended, and the last line must be the head of those above it.
      const rows = await pageReceipts(tx, ctx.tenantId, { above, below: end.seq + 1n, ascending: true, limit });
      const lines = rows.map((row) =>
        JSON.stringify({
          seq: row.seq.toString(),
          body: Buffer.from(row.body).toString("utf8"),
          leaf: hex(row.leaf),
          chain: hex(row.chain),
        }),
      );
      if (!cursor)
        lines.unshift(
          JSON.stringify({
            c2c_receipts: 1,
            tenant: ctx.tenantId,
            exported_at: ctx.now().toISOString(),
            previous_chain: hex(await chainBefore(tx, ctx.tenantId, 1n)),
          }),
        );
      const last = rows.at(-1)?.seq ?? above;
      if (last < end.seq) return { lines, nextCursor: last.toString() };
      lines.push(
        JSON.stringify({ head: { seq: end.seq.toString(), chain: hex(end.head), tree_root: hex(treeRoot(end)) } }),
      );
      return { lines, nextCursor: null };
    }),
});
