import { z } from "zod";
import { cutPage } from "../kernel/cut-page.ts";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { objectsAfter } from "./object-rows.ts";
import { inventoryState } from "./rows.ts";
import { objectView, prefixText } from "./schema.ts";

export const listObjects = verb({
  name: "inventory.list-objects",
  summary: "The objects of an inventory in the order of their keys, filtered by prefix, type or a part of the key",
  scope: "inventory.read",
  input: pageInput.extend({
    // A key in a file system may be longer than a row's id: 4096 bytes, in base 64.
    cursor: z.string().max(8000).optional().describe("Where to go on: the `nextCursor` of the page before"),
    inventoryId: idOf("inventory"),
    prefix: prefixText.optional(),
    mime: z.string().max(200).optional(),
    text: prefixText.optional().describe("Anywhere in the key, in any case of letters"),
  }),
  output: pageOf(objectView),
  async run(ctx, { inventoryId, cursor, limit, prefix, mime, text }) {
    const where = { tenantId: ctx.tenantId, id: inventoryId };
    const after = cursor === undefined ? undefined : Buffer.from(cursor, "base64url").toString().replaceAll("\0", "");
    const rows = await ctx.read(async (tx) => {
      const state = await inventoryState(tx, where.tenantId, where.id);
      if (state === null) throw new Fault("not_found", "There is no such inventory in this workspace.");
      if (state === "removed") throw new Fault("precondition", "The inventory was removed, and its objects with it.");
      return objectsAfter(tx, where, { prefix, mime, text, after, take: limit + 1 });
    });
    const { items, nextCursor } = cutPage(rows, limit, ({ key }) => Buffer.from(key).toString("base64url"));
    return {
      items: items.map((row) => ({
        ...row,
        sizeBytes: String(row.sizeBytes),
        lastModified: row.lastModified.toISOString(),
      })),
      nextCursor,
    };
  },
});
