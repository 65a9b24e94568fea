import { z } from "zod";
import { openBucketStore } from "../bucket/open-bucket-store.ts";
import { asFault, Fault, isRetriable } from "../kernel/fault.ts";
import { type Id, idOf } from "../kernel/ids.ts";
import { type TenantCtx, verb } from "../ports/ctx.ts";
import { brokeOff } from "./import-words.ts";
import { listSome } from "./list-some.ts";
import { readReport } from "./read-report.ts";
import { findInventory, inventoryState, moveInventory } from "./rows.ts";
import { inventoryStates, reportPlace } from "./schema.ts";
import { summariseAndFinish } from "./summarise.ts";

/** Somebody's cancellation is noticed after so long, at most one page later. */
const askedEveryMs = 250;
/** An upload that has brought nothing for so long is over. */
const abandonedAfterMs = 600_000;

/**
 * Goes on with an inventory where it is, for about `budgetMs`, and may be called again and again until `done`. What a
 * batch held is stored before its place is saved, and storing it twice adds nothing, so a crash at any moment costs one
 * batch of listing. Throws Fault `upstream` after keeping what it has: the caller waits and calls again. Faults that no
 * waiting mends become the state `failed` with their sentence.
 */
export const collectInventory = verb({
  name: "inventory.collect",
  summary: "The machine's part: list a bucket's objects, or read a report, into a requested inventory",
  scope: "inventory.operate",
  input: z.object({
    inventoryId: idOf("inventory"),
    budgetMs: z.number().int().min(1).max(600_000).default(60_000),
    batchObjects: z.number().int().min(1).max(20_000).default(10_000).describe("How many objects are stored at once"),
    workers: z.number().int().min(1).max(64).default(32).describe("How many listers are at work at once, at most"),
  }),
  output: z.object({ state: z.enum(inventoryStates), objects: z.string(), done: z.boolean() }),
  async run(ctx, { inventoryId, budgetMs, batchObjects, workers }) {
    const { tenantId } = ctx;
    const deadline = ctx.now().getTime() + budgetMs;
    const where = { tenantId, id: inventoryId };
    await ctx.machineWrite((tx) => moveInventory(tx, { ...where, from: ["requested"] }, { state: "collecting" }));
    try {
      while ((await collectOnce(ctx, inventoryId, { deadline, batchObjects, workers })) === "overtaken");
    } catch (thrown) {
      const fault = asFault(thrown);
      if (isRetriable(fault.code)) throw thrown;
      const end = { state: "failed", failure: fault.message, finishedAt: ctx.now() } as const;
      await ctx.machineWrite((tx) => moveInventory(tx, { ...where, from: ["requested", "collecting"] }, end));
    }
    const row = await ctx.read((tx) => findInventory(tx, tenantId, inventoryId));
    if (!row) throw new Fault("not_found", "There is no such inventory in this workspace.");
    const state = z.enum(inventoryStates).parse(row.state);
    // What somebody uploads comes by itself: there is nothing to do for it but to notice when it stops coming.
    return { state, objects: String(row.objects), done: state !== "collecting" || row.source === "import" };
  },
});

type Bounds = { deadline: number; batchObjects: number; workers: number };

/** `overtaken`: another collector saved progress first, so this one takes up what is there. `ended`: nothing to do at present. */
async function collectOnce(
  ctx: TenantCtx,
  id: Id<"inventory">,
  { deadline, batchObjects, workers }: Bounds,
): Promise<"overtaken" | "ended"> {
  const where = { tenantId: ctx.tenantId, id };
  const row = await ctx.read((tx) => findInventory(tx, where.tenantId, id));
  if (row?.state !== "collecting") return "ended";
  if (row.source === "import") return endAbandoned(ctx, where, row.attendedAt ?? row.createdAt);
  let requests = 0;
  const takeRequests = () => {
    const taken = requests;
    requests = 0;
    return taken;
  };
  const report = reportPlace.nullable().parse(row.report);
  const store = await openBucketStore(ctx, report?.bucketId ?? (row.bucketId as Id<"bucket">), () => {
    requests++;
  });
  const mayGoOn = whileCollecting(ctx, where, deadline);
  try {
    const collecting = { id, checkpoint: row.checkpoint, prefixes: row.prefixes };
    const turn = { batchObjects, workers, mayGoOn, takeRequests };
    const whole = report
      ? await readReport(ctx, { ...collecting, report, cursor: row.cursor }, store, turn)
      : await listSome(ctx, collecting, store, turn);
    if (!whole) return (await mayGoOn()) ? "overtaken" : "ended";
  } finally {
    await store.close();
  }
  await summariseAndFinish(ctx, { ...where, from: ["collecting"] }, (finish) => ctx.machineWrite(finish));
  return "ended";
}

/** A process that was killed in the middle of an upload left nobody who would say so. */
async function endAbandoned(
  ctx: TenantCtx,
  where: { tenantId: Id<"tenant">; id: Id<"inventory"> },
  attendedAt: Date,
): Promise<"ended"> {
  if (ctx.now().getTime() - attendedAt.getTime() < abandonedAfterMs) return "ended";
  const end = { state: "failed", failure: brokeOff, finishedAt: ctx.now() } as const;
  await ctx.machineWrite((tx) => moveInventory(tx, { ...where, from: ["collecting"] }, end));
  return "ended";
}

/** Whether there is time left and the row is still to be collected; the row is looked at now and then only. */
function whileCollecting(
  ctx: TenantCtx,
  { tenantId, id }: { tenantId: Id<"tenant">; id: Id<"inventory"> },
  deadline: number,
): () => Promise<boolean> {
  let asked: { at: number; answer: Promise<boolean> } | null = null;
  return async () => {
    const now = ctx.now().getTime();
    if (now >= deadline) return false;
    if (!asked || now - asked.at >= askedEveryMs) {
      const answer = ctx.read((tx) => inventoryState(tx, tenantId, id)).then((state) => state === "collecting");
      asked = { at: now, answer };
    }
    return asked.answer;
  };
}
