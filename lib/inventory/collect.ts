import { z } from "zod";
import { openBucketStore } from "../bucket/open-bucket-store.ts";
import { asFault, Fault, isRetriable } from "../kernel/fault.ts";
import { type Id, idOf } from "../kernel/ids.ts";
import { type TenantCtx, verb } from "../ports/ctx.ts";
import { listBatches } from "./list-batches.ts";
import { findInventory, inventoryState, moveInventory, objectTable, objectValues, saveCursor } from "./rows.ts";
import { inventoryStates, listingCursor } from "./schema.ts";
import { summariseAndFinish } from "./summarise.ts";

/**
 * Goes on with a listing where its cursor is, for about `budgetMs`, and may be called again and again until `done`. What
 * a batch held is stored before the cursor moves, and storing it twice adds nothing, so a crash at any moment costs one
 * batch of listing. Throws Fault `upstream` after keeping what it has: the caller waits and calls again. Faults that no
 * waiting mends become the state `failed` with their sentence.
 */
export const collectInventory = verb({
  name: "inventory.collect",
  summary: "The machine's part: list a bucket's objects into a requested inventory",
  scope: "inventory.operate",
  input: z.object({
    inventoryId: idOf("inventory"),
    budgetMs: z.number().int().min(1).max(600_000).default(60_000),
    batchObjects: z.number().int().min(1).max(20_000).default(10_000).describe("How many objects are stored at once"),
  }),
  output: z.object({ state: z.enum(inventoryStates), objects: z.string(), done: z.boolean() }),
  async run(ctx, { inventoryId, budgetMs, batchObjects }) {
    const { tenantId } = ctx;
    const deadline = ctx.now().getTime() + budgetMs;
    const where = { tenantId, id: inventoryId };
    await ctx.machineWrite((tx) => moveInventory(tx, { ...where, from: ["requested"] }, { state: "collecting" }));
    try {
      while ((await listOnce(ctx, inventoryId, { deadline, batchObjects })) === "overtaken");
    } catch (thrown) {
      const fault = asFault(thrown);
      if (isRetriable(fault.code)) throw thrown;
      const end = { state: "failed", failure: fault.message, finishedAt: ctx.now() } as const;
      await ctx.machineWrite((tx) => moveInventory(tx, { ...where, from: ["requested", "collecting"] }, end));
    }
    const row = await ctx.read((tx) => findInventory(tx, tenantId, inventoryId));
    if (!row) throw new Fault("not_found", "There is no such inventory in this workspace.");
    const state = z.enum(inventoryStates).parse(row.state);
    return { state, objects: String(row.objects), done: state !== "collecting" };
  },
});

type Bounds = { deadline: number; batchObjects: number };

/** `overtaken`: another collector saved its batch first, so this one takes up its cursor. `ended`: nothing to do at present. */
async function listOnce(
  ctx: TenantCtx,
  id: Id<"inventory">,
  { deadline, batchObjects }: Bounds,
): Promise<"overtaken" | "ended"> {
  const { tenantId } = ctx;
  const where = { tenantId, id };
  const row = await ctx.read((tx) => findInventory(tx, tenantId, id));
  if (row?.state !== "collecting") return "ended";
  let was = listingCursor.parse(row.cursor);
  let requests = 0;
  const store = await openBucketStore(ctx, row.bucketId as Id<"bucket">, () => {
    requests++;
  });
  const mayGoOn = async () =>
    ctx.now().getTime() < deadline && (await ctx.read((tx) => inventoryState(tx, tenantId, id))) === "collecting";
  try {
    for await (const batch of listBatches(store, was, { batchObjects, mayGoOn })) {
      await ctx.ports.bulk.insert(
        tenantId,
        objectTable,
        batch.objects.map((object) => objectValues(id, object)),
      );
      const counted = requests;
      const progress = {
        objects: batch.objects.length,
        bytes: batch.bytes,
        sidecars: batch.sidecars,
        requests: counted,
      };
      const { cursor } = batch;
      if (!(await ctx.machineWrite((tx) => saveCursor(tx, { ...where, was }, cursor, progress)))) return "overtaken";
      requests -= counted;
      was = cursor;
    }
  } finally {
    await store.close();
  }
  if (was.prefixes.every(({ done }) => done))
    await ctx.machineWrite((tx) =>
      summariseAndFinish(tx, { ...where, from: ["collecting"] }, { finishedAt: ctx.now() }),
    );
  return "ended";
}
