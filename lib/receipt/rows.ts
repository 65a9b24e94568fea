import { hex } from "../kernel/bytes.ts";
import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { type ChainHead, genesis } from "./chain.ts";
import { type ReceiptBody, stampOf, subjectOf } from "./schema.ts";

export async function lockHead(tx: Tx, tenantId: Id<"tenant">): Promise<ChainHead> {
  const head = await headForUpdate(tx, tenantId);
  if (head) return head;
  await tx.$executeRaw`
    insert into receipt_head (tenant_id, seq, head, frontier) values (${tenantId}, 0, ${genesis}, '{}')
    on conflict do nothing`;
  const made = await headForUpdate(tx, tenantId);
  if (!made) throw new Error("the chain's head was just made");
  return made;
}

async function headForUpdate(tx: Tx, tenantId: Id<"tenant">): Promise<ChainHead | null> {
  const [row] = await tx.$queryRaw<ChainHead[]>`
    select seq, head, frontier from receipt_head where tenant_id = ${tenantId} for update`;
  return row ? { ...row, seq: BigInt(row.seq) } : null;
}

export async function saveHead(tx: Tx, tenantId: Id<"tenant">, end: ChainHead): Promise<void> {
  const frontier = `{${end.frontier.map((root) => `"\\\\x${hex(root)}"`).join(",")}}`;
  await tx.$executeRaw`
    update receipt_head set seq = ${end.seq}, head = ${Buffer.from(end.head)}, frontier = ${frontier}::bytea[]
    where tenant_id = ${tenantId}`;
}

export interface NewReceipt {
  seq: bigint;
  body: ReceiptBody;
  bytes: Uint8Array;
  leaf: Uint8Array;
  chain: Uint8Array;
}

export async function insertReceipts(tx: Tx, tenantId: Id<"tenant">, rows: readonly NewReceipt[]): Promise<void> {
  const values = rows.map(({ seq, body, bytes, leaf, chain }) => ({
    seq: seq.toString(),
    id: body.receipt,
    idem: subjectOf(body),
    run: body.kind === "upload" ? null : body.run,
    item: body.kind === "upload" ? null : body.item,
    body: hex(bytes),
    leaf: hex(leaf),
    chain: hex(chain),
    at: body.at,
  }));
  await tx.$executeRaw`
    insert into receipt (tenant_id, seq, id, idempotency_key, run_id, item_seq, body, leaf, chain, at)
    select ${tenantId}, seq, id, idem, run, item, decode(body, 'hex'), decode(leaf, 'hex'), decode(chain, 'hex'), at
    from jsonb_to_recordset(${JSON.stringify(values)}::jsonb)
      as r(seq bigint, id text, idem text, run text, item int, body text, leaf text, chain text, at timestamptz)`;
}

export interface StoredReceipt {
  id: string;
  seq: bigint;
  at: Date;
  body: Uint8Array;
  leaf: Uint8Array;
  chain: Uint8Array;
}

const columns = { id: true, seq: true, at: true, body: true, leaf: true, chain: true } as const;

export async function findReceipt(tx: Tx, tenantId: Id<"tenant">, id: Id<"receipt">): Promise<StoredReceipt | null> {
  return tx.receipt.findUnique({ where: { tenantId_id: { tenantId, id } }, select: columns });
}

export async function findReceipts(tx: Tx, tenantId: Id<"tenant">, ids: string[]): Promise<StoredReceipt[]> {
  return tx.receipt.findMany({ where: { tenantId, id: { in: ids } }, select: columns });
}

/** The receipt that took this one's place, if there is one: there is one at most. */
export async function findSuperseding(tx: Tx, tenantId: Id<"tenant">, receipt: string): Promise<string | null> {
  const where = { tenantId_idempotencyKey: { tenantId, idempotencyKey: stampOf(receipt) } };
  return (await tx.receipt.findUnique({ where, select: { id: true } }))?.id ?? null;
}

export async function chainBefore(tx: Tx, tenantId: Id<"tenant">, seq: bigint): Promise<Uint8Array> {
  if (seq <= 1n) return genesis;
  const row = await tx.receipt.findUnique({
    where: { tenantId_seq: { tenantId, seq: seq - 1n } },
    select: { chain: true },
  });
  if (!row) throw new Error(`receipt ${seq - 1n} is missing below receipt ${seq}`);
  return row.chain;
}

/** Newest first where `after` is a seq to go below; oldest first with `ascending`. */
export async function pageReceipts(
  tx: Tx,
  tenantId: Id<"tenant">,
  query: { below?: bigint; above?: bigint; runId?: string; ascending?: boolean; limit: number },
): Promise<StoredReceipt[]> {
  return tx.receipt.findMany({
    where: {
      tenantId,
      ...(query.runId ? { runId: query.runId } : {}),
      seq: { ...(query.below ? { lt: query.below } : {}), ...(query.above !== undefined ? { gt: query.above } : {}) },
    },
    orderBy: { seq: query.ascending ? "asc" : "desc" },
    take: query.limit,
    select: columns,
  });
}

export async function readHead(tx: Tx, tenantId: Id<"tenant">): Promise<ChainHead> {
  const row = await tx.receiptHead.findUnique({ where: { tenantId } });
  return row ? { seq: row.seq, head: row.head, frontier: row.frontier } : { seq: 0n, head: genesis, frontier: [] };
}
