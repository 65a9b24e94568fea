import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { faultSentence } from "../metadata/fault-sentence.ts";
import { faultyObjects } from "../metadata/find-faults.ts";
import { templateFault } from "../metadata/schema.ts";
import { verb } from "../ports/ctx.ts";
import { coverageOf } from "./coverage-of.ts";
import { findSource } from "./rows.ts";
import { planSettings } from "./schema.ts";

/** For whoever mends the CSV: every key that lacks something, in the order of keys. */
export const listMetadataFaults = verb({
  name: "plan.list-metadata-faults",
  summary: "The objects of an inventory for which a metadata template cannot be filled, with what each lacks",
  scope: "plan.operate",
  input: pageInput.extend({
    // A key in base 64.
    cursor: z.string().max(8000).optional().describe("Where to go on: the `nextCursor` of the page before"),
    inventoryId: idOf("inventory"),
    settings: planSettings,
  }),
  output: pageOf(z.object({ key: z.string(), faults: z.array(templateFault) })),
  async run(ctx, { inventoryId, settings, cursor, limit }) {
    const source = await ctx.read((tx) => findSource(tx, ctx.tenantId, inventoryId));
    if (!source) throw new Fault("not_found", "There is no such inventory in this workspace.");
    const after = cursor === undefined ? "" : Buffer.from(cursor, "base64url").toString().replaceAll("\0", "");
    const items = [];
    for await (const { key, faults } of faultyObjects(ctx, coverageOf(inventoryId, settings), after)) {
      if (items.length === limit)
        return { items, nextCursor: Buffer.from(items.at(-1)?.key ?? "").toString("base64url") };
      items.push({ key, faults: faults.map((fault) => ({ ...fault, sentence: faultSentence(fault) })) });
    }
    return { items, nextCursor: null };
  },
});
