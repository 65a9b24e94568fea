import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { type ClaimedItem, claimItems, giveBack, renewLease } from "./item-rows.ts";
import { givenUp, nextTry } from "./next-try.ts";
import { holdState } from "./rows.ts";
import type { Seat } from "./seat.ts";
import { renewSeat, seatBeatMs } from "./seat-rows.ts";
import type { Finished } from "./settle.ts";
import { settleApart } from "./settle-apart.ts";
import { signAsset } from "./sign-asset.ts";
import type { SigningKit } from "./signing-kit.ts";
import { takeForecast } from "./take-forecast.ts";

/** Spreads what failed together: nothing is decided by it, so nobody has to foresee it. */
const jitter = () => Math.random();

/** How long what finished waits for company, unless so many are together before: a transaction costs the same for one as for many. */
const gatherMs = 100;
const gatherObjects = 64;

export interface PumpInput {
  runId: Id<"run">;
  slice: number;
  budgetMs: number;
  leaseMs: number;
  objectsMax: number;
}

/** One call's work in hand: what is claimed and waits, what is being signed, what is finished and not yet settled. */
export class PumpWork {
  settled = 0;
  private readonly waiting: ClaimedItem[] = [];
  private readonly inFlight = new Set<Promise<void>>();
  /** The rows that are claimed and not settled. One whose lease ran out meanwhile is claimed again by nobody quicker than this call itself. */
  private readonly inHand = new Set<number>();
  private finished: Finished[] = [];
  private settling: Promise<void> | null = null;
  private readonly beating = new Set<Promise<void>>();
  /** Ends the gathering at once; set while there is one. */
  private hurry: (() => void) | null = null;
  private resting = false;
  /** The run was paused, cancelled or ended, or the place was lost: what is in flight settles, and nothing more is begun. */
  private halted = false;
  /** The marks at which the run's ledger is known to have been forecast anew. */
  private forecasts: readonly number[] = [];
  private claimed = 0;
  private broken: unknown;

  constructor(
    private readonly ctx: TenantCtx,
    private readonly kit: SigningKit,
    private readonly input: PumpInput,
    /** Under which its rows and its seat are held. */
    private readonly token: string,
    private readonly seat: Seat,
    /** What is done with one object. A benchmark puts nothing in its place, to see what everything around it costs. */
    private readonly sign: typeof signAsset = signAsset,
  ) {}

  async untilBudget(): Promise<void> {
    // A budget is of this process's own time, which no clock that tests set may stretch.
    const endsMs = performance.now() + this.input.budgetMs;
    const hearts = [
      setInterval(() => this.beat(this.renewRows()), this.input.leaseMs / 3),
      setInterval(() => this.beat(this.renewPlace()), seatBeatMs),
    ];
    try {
      while (performance.now() < endsMs && !this.halted && !this.broken && !this.ctx.ports.ending.aborted) {
        if (this.waiting.length === 0 && !(await this.claim())) break;
        while (this.inFlight.size < this.seat.width && this.waiting.length > 0)
          this.begin(this.waiting.shift() as ClaimedItem);
        if (this.inFlight.size > 0) await Promise.race(this.inFlight);
      }
    } finally {
      try {
        await Promise.all(this.inFlight);
        await this.settleRest();
      } finally {
        // Whatever went wrong: a lease that is renewed by nobody's work would be held for ever.
        for (const heart of hearts) clearInterval(heart);
      }
      await Promise.all(this.beating);
      await this.giveBackWaiting();
    }
    if (this.broken) throw this.broken;
  }

  /** False where nothing is to be had now: all settled, all backing off, as many claimed as was asked, or the run was told to stop. */
  private async claim(): Promise<boolean> {
    const { width, hold } = this.seat;
    if (this.claimed >= this.input.objectsMax) return false;
    if (this.inHand.size >= hold) {
      // What is finished still counts as claimed: it has to be settled before there is more.
      this.hurry?.();
      await Promise.race([...this.inFlight, this.settling]);
      return true;
    }
    const limit = Math.min(width * 2, hold - this.inHand.size, this.input.objectsMax - this.claimed);
    const { tenantId } = this.ctx;
    const { runId, slice, leaseMs } = this.input;
    const items = await this.ctx.machineWrite(async (tx) => {
      const state = await holdState(tx, tenantId, runId);
      if (state !== "running") return [];
      const fieldSetId = this.kit.settings.metadata?.fieldSetId ?? null;
      return claimItems(tx, { tenantId, runId, slice, limit, token: this.token, leaseMs, fieldSetId });
    });
    this.claimed += items.length;
    this.ctx.ports.metrics.leasesLost("object", items.filter(({ takenOver }) => takenOver).length);
    // What is in hand already goes on under the lease that was just renewed: begun again, it would be settled twice.
    const fresh = items.filter(({ seq }) => !this.inHand.has(seq));
    for (const { seq } of fresh) this.inHand.add(seq);
    this.waiting.push(...fresh);
    return fresh.length > 0;
  }

  private begin(item: ClaimedItem): void {
    const { retries } = this.kit.settings;
    const outcome = givenUp(item.attempts, retries);
    const startedMs = performance.now();
    const done: Promise<void> = (outcome ? Promise.resolve(outcome) : this.sign(this.kit, item))
      .then((made) => {
        if (made.kind === "signed") this.ctx.ports.metrics.assetSigned((performance.now() - startedMs) / 1000);
        this.finished.push({ item, next: nextTry(made, { ...item, retries }, jitter()) });
        if (this.finished.length >= gatherObjects) this.hurry?.();
        this.settleSoon();
      })
      .finally(() => this.inFlight.delete(done));
    this.inFlight.add(done);
  }

  /** Group commit: while one transaction runs, and for a moment before it, what finishes gathers. */
  private settleSoon(): void {
    this.settling ??= this.settleAll().finally(() => {
      this.settling = null;
    });
  }

  private async settleAll(): Promise<void> {
    while (this.finished.length > 0 && !this.broken) {
      await this.gather();
      const batch = this.finished;
      this.finished = [];
      try {
        const { rows, state, width, progress } = await settleApart(this.ctx, this.kit, this.token, batch, jitter);
        this.settled += rows;
        for (const { item } of batch) this.inHand.delete(item.seq);
        this.halted ||= state !== "running";
        if (width !== null) this.seat.width = width;
        this.forecasts = await takeForecast(this.ctx, this.kit.runId, progress, this.forecasts);
      } catch (thrown) {
        // The database refused: the call ends, the leases run out, and the rows are tried again.
        this.broken = thrown;
      }
    }
  }

  private async gather(): Promise<void> {
    if (this.resting || this.finished.length >= gatherObjects) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, gatherMs);
      this.hurry = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.hurry = null;
  }

  private async settleRest(): Promise<void> {
    this.resting = true;
    this.hurry?.();
    if (this.finished.length > 0) this.settleSoon();
    await this.settling;
  }

  /** A renewal that fails is no error yet: the lease may outlast it, and the fence holds where it does not. */
  private beat(renewal: Promise<void>): void {
    const done = renewal.catch(() => {}).finally(() => this.beating.delete(done));
    this.beating.add(done);
  }

  private renewRows(): Promise<void> {
    const { runId, slice, leaseMs } = this.input;
    const lease = { tenantId: this.ctx.tenantId, runId, slice, token: this.token, leaseMs };
    return this.ctx.machineWrite((tx) => renewLease(tx, lease));
  }

  private async renewPlace(): Promise<void> {
    const owner = { tenantId: this.ctx.tenantId, runId: this.input.runId, token: this.token };
    const now = await this.ctx.machineWrite((tx) => renewSeat(tx, owner));
    if (now !== null) this.seat.width = now.width;
    // Whose place was given away, after seconds without a sign of life, begins nothing more: others work in it by now.
    this.halted ||= now?.state !== "running";
  }

  private async giveBackWaiting(): Promise<void> {
    const seqs = this.waiting.splice(0).map((item) => item.seq);
    if (seqs.length === 0) return;
    const lease = { tenantId: this.ctx.tenantId, runId: this.input.runId, token: this.token };
    await this.ctx.machineWrite((tx) => giveBack(tx, lease, seqs)).catch(() => {});
  }
}
