import sharp from "sharp";
import { sceneSvg } from "../../lib/demo/scene.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import type { PlanSettingsInput } from "../../lib/plan/schema.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { listItems } from "../../lib/run/list-items.ts";
import { nextSlice } from "../../lib/run/next-slice.ts";
import { pump } from "../../lib/run/pump.ts";
import { startRun } from "../../lib/run/start.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type ApprovedPlan, approvedPlan } from "./approved-plan.ts";
import { type BentBucket, s3Location, s3Secret } from "./bent-bucket.ts";
import type { TestTenant } from "./wiring.ts";

export interface LaunchedRun extends ApprovedPlan {
  runId: Id<"run">;
}

/** A run over the bent bucket's objects, its rows written and none of them claimed. */
export async function launchedRun(here: BentBucket, settings: Partial<PlanSettingsInput> = {}): Promise<LaunchedRun> {
  const plan = await approvedPlan(here.tenant, { location: s3Location, secret: s3Secret }, settings);
  const { planId, approvalId } = plan;
  const { runId } = await startRun(here.tenant.owner, { planId, approvalId });
  await fillRun(here.tenant.system, { runId });
  return { ...plan, runId };
}

/** Puts small pictures straight into the bucket, one for each key; equal seeds are equal bytes. */
export async function putPictures(here: BentBucket, seeds: Record<string, number>): Promise<void> {
  for (const [key, seed] of Object.entries(seeds)) putBytes(here, key, await picture(seed));
}

export function putBytes(here: BentBucket, key: string, bytes: Uint8Array): void {
  const head = {
    etag: sha256Hex(bytes).slice(0, 32),
    sizeBytes: bytes.byteLength,
    lastModified: new Date(1_700_000_000_000),
    contentType: null,
  };
  here.bucket.set(key, { bytes, head });
}

export async function picture(seed: number): Promise<Uint8Array> {
  const jpeg = sharp(Buffer.from(sceneSvg(seed, 160, 110))).jpeg();
  return new Uint8Array(await jpeg.toBuffer());
}

/** `count` keys with a picture of its own each. */
export function manySeeds(count: number): Record<string, number> {
  return Object.fromEntries(Array.from({ length: count }, (_, i) => [`${String(i).padStart(3, "0")}.jpg`, i + 1]));
}

/** Pumps until every row is settled. What backs off is due at once: the test moves the clock and does not wait. */
export async function pumpToEnd(wiring: Wiring, tenant: TestTenant, runId: Id<"run">): Promise<void> {
  for (;;) {
    const { slice } = await nextSlice(tenant.system, { runId });
    if (slice === null) return;
    const { waitMs } = await pump(tenant.system, { runId, slice, budgetMs: 20_000 });
    if (waitMs > 0) await makeDue(wiring, tenant, runId);
  }
}

/** Moves the clock for rows that back off: they are due now. */
export async function makeDue(wiring: Wiring, { tenantId }: TestTenant, runId: Id<"run">): Promise<void> {
  await wiring.database.within(
    tenantId,
    (tx) =>
      tx.$executeRaw`update run_item set not_before = clock_timestamp() where run_id = ${runId} and not_before is not null`,
  );
}

/** Moves the clock for whoever holds rows, or these of them: their leases are over. */
export async function endLeases(
  wiring: Wiring,
  { tenantId }: TestTenant,
  runId: Id<"run">,
  seqs: number[] | null = null,
): Promise<void> {
  await wiring.database.within(
    tenantId,
    (tx) =>
      tx.$executeRaw`update run_item set lease_until = clock_timestamp() - interval '1 second'
        where run_id = ${runId} and state = 'leased' and (${seqs}::int[] is null or seq = any(${seqs}::int[]))`,
  );
}

/** Moves the clock for debts: they are due now. */
export async function makeDebtsDue(wiring: Wiring, { tenantId }: TestTenant): Promise<void> {
  await wiring.database.within(
    tenantId,
    (tx) => tx.$executeRaw`update stamp_debt set next_try_at = clock_timestamp() - interval '1 second'`,
  );
}

/** Moves the clock for whoever was paying debts: their leases are over. */
export async function endDebtLeases(wiring: Wiring, { tenantId }: TestTenant): Promise<void> {
  await wiring.database.within(
    tenantId,
    (tx) => tx.$executeRaw`update stamp_debt set lease_until = clock_timestamp() - interval '1 second'`,
  );
}

export interface Books {
  settled: number;
  signed: number;
  receipts: number;
  usage: number;
  head: number;
  leased: number;
}

/** What a tenant's tables say, counted apart from one another. */
export async function books(wiring: Wiring, { tenantId }: TestTenant, runId: Id<"run">): Promise<Books> {
  const [row] = await wiring.database.within(
    tenantId,
    (tx) => tx.$queryRaw<Books[]>`
      select (select count(*) from run_item where run_id = ${runId} and state = 'settled')::int as settled,
        (select count(*) from run_item i join receipt r on r.id = i.receipt_id where i.run_id = ${runId} and i.outcome = 'signed')::int as signed,
        (select count(*) from receipt where run_id = ${runId})::int as receipts,
        (select coalesce(sum(quantity), 0) from usage where run_id = ${runId})::int as usage,
        (select coalesce(max(seq), 0) from receipt_head)::int as head,
        (select count(*) from run_item where run_id = ${runId} and state = 'leased')::int as leased`,
  );
  return row as Books;
}

/** A run's objects by their keys. */
export async function itemsByKey(tenant: TestTenant, runId: Id<"run">) {
  const { items } = await listItems(tenant.owner, { runId, limit: 500 });
  return Object.fromEntries(items.map((item) => [item.key, item]));
}

/** A door that somebody waits at: `reached` when the first one does, and all of them pass once it is open. */
export function makeGate(): { pass(): Promise<void>; reached: Promise<void>; open(): void } {
  let open = () => {};
  let arrive = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const reached = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  return {
    reached,
    open,
    pass() {
      arrive();
      return opened;
    },
  };
}
