import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import { type ReservationView, type TierTerms, tierTerms } from "./schema.ts";

type TenantId = Id<"tenant">;

/** Makes what commits a workspace to pay wait for one another until the transaction ends; rows that refer to it do not wait. */
export async function lockBilling(tx: Tx, tenantId: TenantId): Promise<void> {
  await tx.$queryRaw`select 1 as one from tenant where id = ${tenantId} for no key update`;
}

/** The last of the choices that count in a month: a later one takes the place of an earlier one, also of one that had yet to begin. */
export async function choiceOf(tx: Tx, tenantId: TenantId, month: string): Promise<ReservationView | null> {
  const row = await tx.reservation.findFirst({
    where: { tenantId, fromMonth: { lte: month } },
    orderBy: { seq: "desc" },
  });
  return row && viewOf(row);
}

export async function newestChoices(tx: Tx, tenantId: TenantId, limit: number): Promise<ReservationView[]> {
  const rows = await tx.reservation.findMany({ where: { tenantId }, orderBy: { seq: "desc" }, take: limit });
  return rows.map(viewOf);
}

/** Call it under `lockBilling`, which makes the numbers follow one another. */
export async function insertChoice(
  tx: Tx,
  choice: {
    tenantId: TenantId;
    id: Id<"reservation">;
    fromMonth: string;
    terms: TierTerms;
    reservedBy: string;
    reservedAt: Date;
  },
): Promise<ReservationView> {
  const { terms, ...rest } = choice;
  const last = await tx.reservation.aggregate({ where: { tenantId: choice.tenantId }, _max: { seq: true } });
  const data = { ...rest, tier: terms.tier, terms, seq: (last._max.seq ?? 0) + 1 };
  return viewOf(await tx.reservation.create({ data }));
}

interface ReservationRow {
  id: string;
  fromMonth: string;
  terms: unknown;
  reservedBy: string;
  reservedAt: Date;
}

function viewOf({ id, fromMonth, terms, reservedBy, reservedAt }: ReservationRow): ReservationView {
  // The cast gives back the brand that a column cannot keep.
  return {
    id: id as Id<"reservation">,
    fromMonth,
    terms: tierTerms.parse(terms),
    reservedBy,
    reservedAt: reservedAt.toISOString(),
  };
}
