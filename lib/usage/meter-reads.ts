import type { TenantCtx, Tx } from "../ports/ctx.ts";
import type { WireEvent } from "../ports/store.ts";
import { addReads } from "./rows.ts";
import { monthOf, noReads, type ReadCounts } from "./schema.ts";

/** Counts up what is read on behalf of one subject (a sample, by its id), until a transaction books it. */
export class ReadMeter {
  private counts: ReadCounts = { ...noReads };

  /** For the store's every call: `OnWire`. What only writes is not counted here. */
  readonly onWire = ({ kind, bytesIn }: WireEvent): void => {
    this.counts.bytesIn += bytesIn;
    if (kind === "list" || kind === "head" || kind === "get") this.counts[kind] += 1;
  };

  /** For a media process's every job: `Timed.spent`. */
  readonly spent = (ms: number): void => {
    this.counts.mediaMs += ms;
  };

  get isEmpty(): boolean {
    return Object.values(this.counts).every((count) => count === 0);
  }

  /** One transaction of the machine's that also books what was counted so far, once: where it fails, the next one does. */
  async book<T>(ctx: TenantCtx, subject: string, work: (tx: Tx) => Promise<T>): Promise<T> {
    const taken = { ...this.counts, mediaMs: Math.floor(this.counts.mediaMs) };
    this.counts = { ...noReads, mediaMs: this.counts.mediaMs - taken.mediaMs };
    try {
      return await ctx.machineWrite(async (tx) => {
        const made = await work(tx);
        await addReads(tx, ctx.tenantId, subject, monthOf(ctx.now()), taken);
        return made;
      });
    } catch (thrown) {
      for (const name of Object.keys(noReads) as (keyof ReadCounts)[]) this.counts[name] += taken[name];
      throw thrown;
    }
  }
}
