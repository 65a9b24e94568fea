import type { z } from "zod";
import type { Prisma } from "../../prisma/generated/client.ts";
import type { Id } from "../kernel/ids.ts";
import { type BaseCtx, makeVerb, type Verb, type VerbSpec } from "../kernel/verb.ts";
import type { Ports } from "./ports.ts";

/** One unit of database work. Only `rows.ts` files look inside. */
export type Tx = Prisma.TransactionClient;

/**
 * What a verb runs in. There is one way to get one: `openCtx` in `lib/wire.ts`, which every edge calls.
 * `read` and `write` open one transaction each with the tenant set, so that row-level security shows this tenant's rows
 * and no others. Neither may be held across a port call: read, call the port, write.
 */
export interface Ctx extends BaseCtx {
  readonly ports: Ports;
  /** Where the request came from, as the edge saw it and not as the caller says. */
  readonly origin: Origin;
  read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  /** The only writer: inserts the audit row in the same transaction, so that an unaudited write cannot be said. */
  write<T>(act: Act, work: (tx: Tx) => Promise<T>): Promise<T>;
  /** Writes of the machine itself that people do not audit one by one: leases, progress, settled rows. Scope `system` or `cli` only. */
  machineWrite<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
}

/** What the audit log keeps of a write. `detail` is plain data without secrets. */
export interface Act {
  action: string;
  subject: string;
  detail?: Record<string, unknown>;
  /**
   * In a context without a tenant: the tenant that this write makes or joins, such as that of a sign-up or of an
   * accepted invitation. The transaction is the tenant's. Ignored in a context that has one.
   */
  joins?: Id<"tenant">;
}

/** Null where it is not known, as in the CLI. */
export interface Origin {
  readonly address: string | null;
  readonly userAgent: string | null;
}

/** A context of one tenant, as every verb but those of scope `public` and `self` gets it. */
export type TenantCtx = Ctx & { readonly tenantId: Id<"tenant"> };

/** A verb within a tenant. */
export function verb<I extends z.ZodType, O extends z.ZodType>(spec: VerbSpec<I, O, TenantCtx>): Verb<I, O, TenantCtx> {
  return makeVerb(spec);
}

/** A verb outside any tenant: scope `public` or `self`. */
export function globalVerb<I extends z.ZodType, O extends z.ZodType>(
  spec: VerbSpec<I, O, Ctx> & { scope: "public" | "self" },
): Verb<I, O, Ctx> {
  return makeVerb<I, O, Ctx>(spec);
}
