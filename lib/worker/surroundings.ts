import type { FunctionSurroundings } from "../../inngest/function-maker.ts";
import type { Wiring } from "../wire.ts";

/** What the durable functions get from the process that runs them. */
export function surroundingsOf(wiring: Wiring): FunctionSurroundings {
  return {
    ctxOf: (tenantId, what) => wiring.openCtx({ actor: { kind: "system", what }, tenantId }),
    globalCtx: (what) => wiring.openCtx({ actor: { kind: "system", what }, tenantId: null }),
    // Short enough that a worker which is told to stop ends its steps within its grace.
    pumpBudgetMs: 5_000,
    leaseMs: wiring.env.C2C_LEASE_MS,
    slices: { perTenant: wiring.env.C2C_TENANT_SLICES, atOnce: wiring.env.C2C_SLICES },
  };
}
