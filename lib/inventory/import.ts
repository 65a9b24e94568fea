import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { type Id, idOf, newId } from "../kernel/ids.ts";
import { type TenantCtx, verb } from "../ports/ctx.ts";
import { discardInventory } from "./discard.ts";
import { brokeOff } from "./import-words.ts";
import { mergePrefixes } from "./merge-prefixes.ts";
import type { Pieces } from "./read-object-list.ts";
import { findInventory, findOpenBucket, insertInventory, moveInventory } from "./rows.ts";
import { importCursor, importFormats, inventoryView, prefixText } from "./schema.ts";
import { showInventory } from "./show-inventory.ts";
import { summariseAndFinish } from "./summarise.ts";
import { takeInList } from "./take-in-list.ts";

/**
 * Takes in a list as it arrives, in bounded memory. The list is believed as it is: a run compares each object with its ETag,
 * as it does after a listing. Where a line is refused, nothing is left of it; Fault `invalid` names the lines, up to 20. Where
 * it breaks off, the inventory stays, failed, and the same list sent again with its id goes on where it was; another list is
 * refused and leaves the inventory as it was.
 */
export const importInventory = verb({
  name: "inventory.import",
  summary: "Make an inventory from a list of objects, in CSV or one JSON object a line",
  scope: "inventory.operate",
  input: z.object({
    bucketId: idOf("bucket"),
    format: z.enum(importFormats),
    text: z
      .custom<Pieces>(
        (value) => value !== null && typeof value === "object" && isIterable(value),
        "must be text in pieces",
      )
      .meta({
        examples: [["key,size\r\n", "a.jpg,1000\r\n"]],
        description:
          "Records of key, etag, size, last_modified, storage_class and mime; CSV with these names in its first line",
      }),
    prefixes: z.array(prefixText).max(100).default([""]).describe("Records of other keys are left out"),
    inventoryId: idOf("inventory")
      .optional()
      .describe("An import that broke off: the same list, sent again, goes on where it was"),
  }),
  output: inventoryView,
  async run(ctx, { bucketId, format, text, prefixes, inventoryId }) {
    const { tenantId } = ctx;
    const begun = inventoryId
      ? await takeUp(ctx, { bucketId, inventoryId })
      : await begin(ctx, { bucketId, format, prefixes: mergePrefixes(prefixes) });
    const { id } = begun;
    try {
      await takeInList(ctx, { ...begun, format, text });
    } catch (thrown) {
      await giveUp(ctx, begun, thrown);
      throw thrown;
    }
    const act = { action: "inventory.import-finished", subject: id };
    const whole = await summariseAndFinish(ctx, { id, from: ["collecting"] }, (finish) => ctx.write(act, finish));
    const made = await ctx.read((tx) => findInventory(tx, tenantId, id));
    if (!made || !whole) throw new Fault("precondition", "The inventory was ended while its list was taken in.");
    return showInventory(made);
  },
});

interface Begun {
  id: Id<"inventory">;
  checkpoint: number;
  prefixes: string[];
  /** What was taken in before, if this goes on. */
  before: z.output<typeof importCursor> | null;
}

async function begin(
  ctx: TenantCtx,
  { bucketId, format, prefixes }: { bucketId: Id<"bucket">; format: string; prefixes: string[] },
): Promise<Begun> {
  const { tenantId } = ctx;
  const now = ctx.now();
  const id = newId("inventory", now);
  await ctx.write({ action: "inventory.import", subject: id, detail: { bucketId, format } }, async (tx) => {
    if (!(await findOpenBucket(tx, tenantId, bucketId)))
      throw new Fault("not_found", "There is no such bucket in this workspace, or it was removed.");
    await insertInventory(tx, { tenantId, id, bucketId, source: "import", prefixes, state: "collecting", now });
  });
  return { id, checkpoint: 0, prefixes, before: null };
}

async function takeUp(
  ctx: TenantCtx,
  { bucketId, inventoryId: id }: { bucketId: Id<"bucket">; inventoryId: Id<"inventory"> },
): Promise<Begun> {
  const { tenantId } = ctx;
  return ctx.write({ action: "inventory.import-resumed", subject: id }, async (tx) => {
    const row = await findInventory(tx, tenantId, id);
    if (!row || row.bucketId !== bucketId)
      throw new Fault("not_found", "There is no such inventory of this bucket in this workspace.");
    const broke = { tenantId, id, from: ["failed"] } as const;
    if (row.source !== "import" || !(await moveInventory(tx, broke, { state: "collecting", failure: null })))
      throw new Fault("precondition", "Only an import that broke off can be gone on with.");
    const before = importCursor.nullable().parse(row.cursor) ?? nothingCounted;
    return { id, checkpoint: row.checkpoint, prefixes: row.prefixes, before };
  });
}

/** Where a list broke off before its progress was saved, some of it may be stored all the same. */
const nothingCounted = { records: 0, sha256: "" };

/**
 * A list that is refused leaves nothing behind; what broke off can be gone on with. That holds too where a list that it was to be
 * gone on with is refused: whoever chose the wrong file must not lose what hours had brought.
 */
async function giveUp(ctx: TenantCtx, { id, before }: Begun, thrown: unknown): Promise<void> {
  const where = { tenantId: ctx.tenantId, id };
  if (before === null && thrown instanceof Fault && thrown.code === "invalid") {
    await ctx.write({ action: "inventory.import-refused", subject: id }, (tx) =>
      discardInventory(tx, where, ctx.now()),
    );
    return;
  }
  await ctx.write({ action: "inventory.import-broke-off", subject: id }, (tx) =>
    moveInventory(
      tx,
      { ...where, from: ["collecting"] },
      { state: "failed", failure: brokeOff, finishedAt: ctx.now() },
    ),
  );
}

function isIterable(value: object): boolean {
  return Symbol.asyncIterator in value || Symbol.iterator in value;
}
