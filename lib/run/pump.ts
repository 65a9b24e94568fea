import { z } from "zod";
import { asFault, isRetriable } from "../kernel/fault.ts";
import { type Id, idOf, newId } from "../kernel/ids.ts";
import { type TenantCtx, verb } from "../ports/ctx.ts";
import { finishCancelled } from "./finish-cancelled.ts";
import { sliceStanding } from "./item-rows.ts";
import { openKit } from "./open-kit.ts";
import { type PumpInput, PumpWork } from "./pump-work.ts";
import { lockRun, moveRun, readState } from "./rows.ts";
import { leaveSeat, takeSeat } from "./seat-rows.ts";
import { closeKit, type SigningKit } from "./signing-kit.ts";

/**
 * The machine's verb that does a run's work: claims rows of one slice, signs them, settles them in groups, and returns
 * counts before its budget is over. Called by the durable functions, by the CLI and by tests alike, from any number of
 * processes at once; killed anywhere it loses time and nothing else.
 *
 * A run that cannot go on (its bucket was removed, its identity retired, its plan changed) is paused with the sentence of
 * why, and the Fault is thrown: a person has to act, and trying again will not help.
 */
export const pump = verb({
  name: "run.pump",
  summary: "Sign and settle objects of one slice for a while",
  scope: "run.operate",
  input: z.object({
    runId: idOf("run"),
    slice: z.number().int().min(0),
    /** The start or resume that this call belongs to: after a later one it does nothing. Without it, any will do. */
    epoch: z.number().int().optional(),
    budgetMs: z.number().int().min(1).default(10_000),
    /** How long a claimed row belongs to this call without a sign of life. */
    leaseMs: z.number().int().min(500).default(60_000),
    /** At most so many objects, for callers that want small steps. */
    objectsMax: z.number().int().min(1).default(1_000_000),
  }),
  output: z.object({
    /** open: call again (after `waitMs`). done: every row of the slice is settled. halted: the run is paused, cancelled or over. */
    state: z.enum(["open", "done", "halted"]),
    settled: z.number().int(),
    left: z.number().int(),
    waitMs: z.number().int(),
  }),
  async run(ctx, input) {
    const { tenantId } = ctx;
    const kit = await openOrPause(ctx, input.runId, input);
    const { settled, crowded } = kit ? await workSeated(ctx, kit, input) : { settled: 0, crowded: false };
    const run = await ctx.read((tx) => readState(tx, tenantId, input.runId));
    if (run?.state === "cancelling") await ctx.machineWrite((tx) => finishCancelled(tx, tenantId, input.runId));
    const standing = await ctx.read((tx) => sliceStanding(tx, tenantId, input.runId, input.slice));
    // A process that ends must not be asked again at once: what is left waits for the next one.
    const waitMs = Math.max(standing.waitMs ?? 0, ctx.ports.ending.aborted || crowded ? 1000 : 0);
    const counts = { settled, left: standing.left, waitMs };
    if (kit && standing.left === 0) return { state: "done" as const, ...counts };
    return { state: kit && run?.state === "running" ? ("open" as const) : ("halted" as const), ...counts };
  },
});

/** `crowded`: others have all at work that the limits allow, and nothing was done here. */
async function workSeated(
  ctx: TenantCtx,
  kit: SigningKit,
  input: PumpInput,
): Promise<{ settled: number; crowded: boolean }> {
  try {
    const owner = { tenantId: ctx.tenantId, runId: input.runId, token: newId("lease") };
    const { tenantAtOnce, signerAtOnce } = ctx.ports.policy;
    const limits = { run: kit.atOnce, tenant: tenantAtOnce, signer: signerAtOnce };
    const { identityId } = kit.settings;
    const seat = await ctx.machineWrite((tx) => takeSeat(tx, { ...owner, identityId }, widthOf(ctx), limits));
    if (seat === null) return { settled: 0, crowded: true };
    const work = new PumpWork(ctx, kit, input, owner.token, seat);
    try {
      await work.untilBudget();
    } finally {
      // Where the database is away, the place is free again after some seconds by itself.
      await ctx.machineWrite((tx) => leaveSeat(tx, owner)).catch(() => {});
    }
    return { settled: work.settled, crowded: false };
  } finally {
    await closeKit(kit);
  }
}

/** Enough objects in hand that reading, signing and writing overlap. */
const widthOf = ({ ports }: TenantCtx) => Math.max(1, ports.media.parallel * 4);

/** Null where the run is not running, or runs under a later epoch. */
async function openOrPause(
  ctx: TenantCtx,
  runId: Id<"run">,
  how: { epoch?: number | undefined; budgetMs: number },
): Promise<SigningKit | null> {
  try {
    return await openKit(ctx, runId, how);
  } catch (thrown) {
    const fault = asFault(thrown);
    if (!isRetriable(fault.code))
      await ctx.machineWrite(async (tx) => {
        const run = await lockRun(tx, ctx.tenantId, runId);
        if (run?.state === "running") await moveRun(tx, ctx.tenantId, runId, "paused", run.epoch, fault.message);
      });
    throw thrown;
  }
}
