import type { Id } from "../kernel/ids.ts";
import type { Tx } from "../ports/ctx.ts";
import type { ObjectsAtOnce } from "../ports/ports.ts";
import { nextPace } from "./pace.ts";
import type { RunState } from "./schema.ts";
import { type Seat, seatOf } from "./seat.ts";

/** A pump that gave no sign of life for so long holds no place any more. */
const seatLeaseMs = 5_000;
/** After a cut, answers to what was asked before it are no news. */
const cutRestMs = 1_000;

export interface SeatOwner {
  tenantId: Id<"tenant">;
  runId: Id<"run">;
  token: string;
}

/**
 * Takes a pump's part of what the run, the tenant and the signing identity may have at work at once, over all processes. Exact:
 * whoever takes one waits for whoever takes another of the same tenant. Null where nothing is left.
 */
export async function takeSeat(
  tx: Tx,
  owner: SeatOwner & { identityId: Id<"identity"> },
  wanted: number,
  limits: { run: ObjectsAtOnce; tenant: ObjectsAtOnce; signer: ObjectsAtOnce },
): Promise<Seat | null> {
  const { tenantId, runId, identityId, token } = owner;
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtextextended('seats of ' || ${tenantId}, 0))`;
  await tx.$executeRaw`delete from pump_seat where tenant_id = ${tenantId} and lease_until < clock_timestamp()`;
  const [row] = await tx.$queryRaw<Record<string, number | null>[]>`
    select (select pace from run where tenant_id = ${tenantId} and id = ${runId}) as pace,
      coalesce(sum(granted), 0)::int as "tenantGranted", coalesce(sum(hold), 0)::int as "tenantHold",
      coalesce(sum(granted) filter (where run_id = ${runId}), 0)::int as "runGranted",
      coalesce(sum(hold) filter (where run_id = ${runId}), 0)::int as "runHold",
      coalesce(sum(width) filter (where run_id = ${runId}), 0)::int as "runWidth",
      coalesce(sum(granted) filter (where identity_id = ${identityId}), 0)::int as "signerGranted",
      coalesce(sum(hold) filter (where identity_id = ${identityId}), 0)::int as "signerHold"
    from pump_seat where tenant_id = ${tenantId}`;
  const taken = (whose: string) => ({
    concurrency: row?.[`${whose}Granted`] ?? 0,
    maxInflight: row?.[`${whose}Hold`] ?? 0,
  });
  const rooms = (["run", "tenant", "signer"] as const).map((whose) => ({ limit: limits[whose], taken: taken(whose) }));
  const pace = row?.pace == null ? null : { limit: row.pace, taken: row.runWidth ?? 0 };
  const seat = seatOf(wanted, rooms, pace);
  if (seat === null) return null;
  await tx.$executeRaw`
    insert into pump_seat (tenant_id, token, run_id, identity_id, granted, width, hold, lease_until)
    values (${tenantId}, ${token}, ${runId}, ${identityId}, ${seat.granted}, ${seat.width}, ${seat.hold},
      clock_timestamp() + ${seatLeaseMs} * interval '1 millisecond')`;
  return seat;
}

/** A sign of life. Tells how many objects the holder may work on now, and the run's state; null where its place was given away. */
export async function renewSeat(
  tx: Tx,
  { tenantId, token }: SeatOwner,
): Promise<{ width: number; state: RunState } | null> {
  const [row] = await tx.$queryRaw<{ width: number; state: RunState }[]>`
    update pump_seat s set lease_until = clock_timestamp() + ${seatLeaseMs} * interval '1 millisecond' from run r
    where s.tenant_id = ${tenantId} and s.token = ${token} and r.tenant_id = s.tenant_id and r.id = s.run_id
    returning s.width, r.state`;
  return row ?? null;
}

/** How often a holder has to give a sign of life. */
export const seatBeatMs = seatLeaseMs / 3;

/** Marks the holder's settling transaction number `turn`, and tells the number of the last one that took effect; 0 where its place was given away. */
export async function takeTurn(tx: Tx, { tenantId, token }: SeatOwner, turn: number): Promise<number> {
  const [row] = await tx.$queryRaw<{ before: number }[]>`
    with was as materialized (select turn from pump_seat where tenant_id = ${tenantId} and token = ${token} for update)
    update pump_seat s set turn = ${turn} from was
    where s.tenant_id = ${tenantId} and s.token = ${token} returning was.turn as before`;
  return row?.before ?? 0;
}

export async function leaveSeat(tx: Tx, { tenantId, token }: SeatOwner): Promise<void> {
  await tx.$executeRaw`delete from pump_seat where tenant_id = ${tenantId} and token = ${token}`;
}

/**
 * Acts on what the store let the run know since the last settling, in that transaction, which holds the run's row: halves what its pumps may
 * work on at once, or lets the caller's have one more. Tells what the caller may have now; null where it has no seat.
 */
export async function adjustPace(
  tx: Tx,
  { tenantId, runId, token }: SeatOwner,
  heard: { slowDowns: number; served: number },
): Promise<number | null> {
  const [now] = await tx.$queryRaw<{ pace: number | null; atOnce: number; granted: number; cutDue: boolean }[]>`
    select r.pace, coalesce(s.width, 0)::int as "atOnce", coalesce(s.granted, 0)::int as granted,
      (r.slowed_at is null or r.slowed_at < clock_timestamp() - ${cutRestMs} * interval '1 millisecond') as "cutDue"
    from run r cross join (
      select sum(width) as width, sum(granted) as granted from pump_seat
      where tenant_id = ${tenantId} and run_id = ${runId} and lease_until > clock_timestamp()) s
    where r.tenant_id = ${tenantId} and r.id = ${runId}`;
  if (!now) return null;
  const pace = nextPace({ ...now, ...heard });
  const cut = heard.slowDowns > 0 && now.cutDue;
  await tx.$executeRaw`
    update run set pace = ${pace}, slow_downs = slow_downs + ${heard.slowDowns}::bigint,
      slowed_at = case when ${cut} then clock_timestamp() else slowed_at end
    where tenant_id = ${tenantId} and id = ${runId}`;
  if (cut)
    await tx.$executeRaw`
      update pump_seat set width = greatest(1, floor(width * ${pace}::float8 / ${Math.max(1, now.atOnce)})::int)
      where tenant_id = ${tenantId} and run_id = ${runId}`;
  else if (heard.slowDowns === 0)
    await tx.$executeRaw`
      update pump_seat set width = least(granted, width + greatest(0, ${Math.floor(pace ?? now.granted) - now.atOnce}::int))
      where tenant_id = ${tenantId} and token = ${token}`;
  const [mine] = await tx.$queryRaw<{ width: number }[]>`
    select width from pump_seat where tenant_id = ${tenantId} and token = ${token}`;
  return mine?.width ?? null;
}

/** How many objects the run's pumps may work on at once at this moment, all of them together. */
export async function seatedWidth(tx: Tx, tenantId: Id<"tenant">, runId: Id<"run">): Promise<number> {
  const [row] = await tx.$queryRaw<{ n: number }[]>`
    select coalesce(sum(width), 0)::int as n from pump_seat
    where tenant_id = ${tenantId} and run_id = ${runId} and lease_until > clock_timestamp()`;
  return row?.n ?? 0;
}
