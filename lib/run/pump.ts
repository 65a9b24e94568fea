import { z } from "zod";
import { type Id, idOf, newId } from "../kernel/ids.ts";
import { type TenantCtx, verb } from "../ports/ctx.ts";
import { finishCancelled } from "./finish-cancelled.ts";
import { type ClaimedItem, claimItems, giveBack, renewLease, sliceStanding } from "./item-rows.ts";
import { nextTry } from "./next-try.ts";
import { openKit } from "./open-kit.ts";
import { readState } from "./rows.ts";
import { type Finished, settle } from "./settle.ts";
import { signAsset } from "./sign-asset.ts";
import type { SigningKit } from "./signing-kit.ts";

/**
 * The machine's verb that does a run's work: claims rows of one slice, signs them, settles them in groups, and returns
 * counts before its budget is over. Called by the durable functions, by the CLI and by tests alike, from any number of
 * processes at once; killed anywhere it loses time and nothing else.
 */
export const pump = verb({
  name: "run.pump",
  summary: "Sign and settle objects of one slice for a while",
  scope: "run.operate",
  input: z.object({
    runId: idOf("run"),
    slice: z.number().int().min(0),
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
    const opened = await openKit(ctx, input.runId);
    if (opened.kind === "halted") return { state: "halted" as const, settled: 0, left: 0, waitMs: 0 };
    const work = new PumpWork(ctx, opened.kit, input);
    try {
      await work.untilBudget();
    } finally {
      await opened.kit.store.close();
    }
    const state = await ctx.read((tx) => readState(tx, ctx.tenantId, input.runId));
    if (state?.state === "cancelling") await ctx.machineWrite((tx) => finishCancelled(tx, ctx.tenantId, input.runId));
    const standing = await ctx.read((tx) => sliceStanding(tx, ctx.tenantId, input.runId, input.slice));
    const counts = { settled: work.settled, left: standing.left, waitMs: standing.waitMs ?? 0 };
    if (standing.left === 0) return { state: "done" as const, ...counts };
    return { state: state?.state === "running" ? ("open" as const) : ("halted" as const), ...counts };
  },
});

type PumpInput = { runId: Id<"run">; slice: number; budgetMs: number; leaseMs: number; objectsMax: number };

/** One call's work in hand: what is claimed and waits, what is being signed, what is finished and not yet settled. */
class PumpWork {
  settled = 0;
  private readonly token = newId("lease");
  private readonly waiting: ClaimedItem[] = [];
  private readonly inFlight = new Set<Promise<void>>();
  private finished: Finished[] = [];
  private settling: Promise<void> | null = null;
  private claimed = 0;
  private broken: unknown;

  constructor(
    private readonly ctx: TenantCtx,
    private readonly kit: SigningKit,
    private readonly input: PumpInput,
  ) {}

  /** Enough objects in hand that reading, signing and writing overlap, and no more than the plan allows. */
  private get width(): number {
    return Math.max(
      1,
      Math.min(this.kit.settings.concurrency, this.kit.settings.maxInflight, this.kit.media.parallel * 4),
    );
  }

  async untilBudget(): Promise<void> {
    const endsMs = performance.now() + this.input.budgetMs;
    const renewing = setInterval(() => this.renew(), this.input.leaseMs / 3);
    try {
      while (performance.now() < endsMs && !this.broken) {
        if (this.waiting.length === 0 && !(await this.claim())) break;
        while (this.inFlight.size < this.width && this.waiting.length > 0)
          this.begin(this.waiting.shift() as ClaimedItem);
        await Promise.race(this.inFlight);
      }
    } finally {
      await Promise.all(this.inFlight);
      await this.settleRest();
      clearInterval(renewing);
      await this.giveBackWaiting();
    }
    if (this.broken) throw this.broken;
  }

  /** False where nothing is to be had now: all settled, all backing off, or the run was told to stop. */
  private async claim(): Promise<boolean> {
    const limit = Math.min(this.width * 2, this.input.objectsMax - this.claimed);
    if (limit <= 0) return false;
    const { tenantId } = this.ctx;
    const { runId, slice, leaseMs } = this.input;
    const items = await this.ctx.machineWrite(async (tx) => {
      const state = await readState(tx, tenantId, runId);
      return state?.state === "running"
        ? claimItems(tx, { tenantId, runId, slice, limit, token: this.token, leaseMs })
        : [];
    });
    this.claimed += items.length;
    this.waiting.push(...items);
    return items.length > 0;
  }

  private begin(item: ClaimedItem): void {
    const done: Promise<void> = signAsset(this.kit, item)
      .then((outcome) => {
        this.finished.push({ item, next: nextTry(outcome, item.attempts, this.kit.settings.retries, Math.random()) });
        this.settleSoon();
      })
      .finally(() => this.inFlight.delete(done));
    this.inFlight.add(done);
  }

  /** Group commit: while one transaction runs, what finishes gathers for the next. */
  private settleSoon(): void {
    this.settling ??= this.settleAll().finally(() => {
      this.settling = null;
    });
  }

  private async settleAll(): Promise<void> {
    while (this.finished.length > 0 && !this.broken) {
      const batch = this.finished;
      this.finished = [];
      try {
        this.settled += await settle(this.ctx, this.kit, this.token, batch);
      } catch (thrown) {
        // The database refused: the call ends, the leases run out, and the rows are tried again.
        this.broken = thrown;
      }
    }
  }

  private async settleRest(): Promise<void> {
    if (this.finished.length > 0) this.settleSoon();
    await this.settling;
  }

  private renew(): void {
    const { runId, leaseMs } = this.input;
    // A renewal that fails is no error yet: the lease may outlast it, and the fence holds where it does not.
    this.ctx
      .machineWrite((tx) => renewLease(tx, { tenantId: this.ctx.tenantId, runId, token: this.token, leaseMs }))
      .catch(() => {});
  }

  private async giveBackWaiting(): Promise<void> {
    const seqs = this.waiting.splice(0).map((item) => item.seq);
    if (seqs.length === 0) return;
    const lease = { tenantId: this.ctx.tenantId, runId: this.input.runId, token: this.token };
    await this.ctx.machineWrite((tx) => giveBack(tx, lease, seqs)).catch(() => {});
  }
}
