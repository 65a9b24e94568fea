import type { InngestFunction } from "inngest";
import type { Id } from "../lib/kernel/ids.ts";
import type { Ctx, TenantCtx } from "../lib/ports/ctx.ts";
import type { Inngest } from "./client.ts";

/** What a durable function needs of the process that runs it. */
export interface FunctionSurroundings {
  /** A context of the machine within a tenant; `what` names the function in audit rows and logs. */
  ctxOf(tenantId: Id<"tenant">, what: string): TenantCtx;
  globalCtx(what: string): Ctx;
  /** How long one step works before it gives its counts: 5 to 30 s, so that a checkpoint costs nothing beside it. */
  pumpBudgetMs: number;
  leaseMs: number;
  /** How many slices of runs are at work at once, of one tenant and of all. */
  slices: { perTenant: number; atOnce: number };
}

/** A durable function is an id, a trigger and one call into lib; made once per process. */
export type FunctionMaker = (inngest: Inngest, surroundings: FunctionSurroundings) => InngestFunction.Like;
