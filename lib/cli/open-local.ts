import { makeOpenStore } from "../adapters/store/open-store.ts";
import { commandActor } from "../edge/command.ts";
import { env } from "../env.ts";
import { makeLog, silentLog } from "../log.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { localTenant } from "../tenant/local-tenant.ts";
import { type Wiring, wire } from "../wire.ts";

export interface Local {
  wiring: Wiring;
  ctx: TenantCtx;
}

/**
 * Runs a command's work over this installation's database, as the operating system's user, in the workspace of `slug`.
 * The same verbs as the console's; the pump runs in this very process. Folders and private addresses may be buckets
 * here, because the person who types could read them anyway.
 */
export async function withLocal<T>(slug: string, work: (local: Local) => Promise<T>): Promise<T> {
  const wiring = wire({
    env: env(),
    log: process.env.C2C_LOG_LEVEL ? makeLog("cli") : silentLog,
    processName: "cli",
    connections: 8,
    ports: { openStore: makeOpenStore({ allowPrivateEndpoints: true, fsRoots: null }) },
  });
  try {
    await wiring.database.refuseMightyRole();
    const actor = commandActor();
    const tenantId = await localTenant(wiring.openCtx({ actor, tenantId: null }), slug);
    return await work({ wiring, ctx: wiring.openCtx({ actor, tenantId }) });
  } finally {
    await wiring.close();
  }
}
