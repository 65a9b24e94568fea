import { makeWeb } from "../adapters/net/web.ts";
import { makeOpenStore } from "../adapters/store/open-store.ts";
import { commandActor } from "../edge/command.ts";
import { env } from "../env.ts";
import { Fault } from "../kernel/fault.ts";
import { makeLog, silentLog } from "../log.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { JobEvent, Jobs } from "../ports/jobs.ts";
import { localSlug, localTenant } from "../tenant/local-tenant.ts";
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
export async function withLocal<T>(slug: string | undefined, work: (local: Local) => Promise<T>): Promise<T> {
  const wiring = wire({
    env: env(),
    log: process.env.C2C_LOG_LEVEL ? makeLog("cli") : silentLog,
    processName: "cli",
    connections: 8,
    ports: {
      openStore: makeOpenStore({ allowPrivateEndpoints: true, fsRoots: null }),
      web: makeWeb({ allowPrivate: true }),
    },
  });
  try {
    await wiring.database.refuseMightyRole().catch((thrown) => {
      throw thrown instanceof Fault ? thrown : unreachable(thrown);
    });
    const actor = commandActor();
    const tenantId = await localTenant(wiring.openCtx({ actor, tenantId: null }), slug ?? localSlug);
    const ctx = wiring.openCtx({ actor, tenantId });
    const local = { wiring, ctx: { ...ctx, ports: { ...ctx.ports, jobs: withoutOwnWork(ctx.ports.jobs) } } };
    return await work(local).catch((thrown: unknown) => {
      throw slug === undefined ? orElsewhere(thrown) : thrown;
    });
  } finally {
    await wiring.close();
  }
}

/** What is not in the workspace that nobody named may well be in another: most that people name is the console's. */
function orElsewhere(thrown: unknown): unknown {
  if (!(thrown instanceof Fault) || thrown.code !== "not_found") return thrown;
  const { code, message, details } = thrown;
  const told = `${message} This is ${localSlug}, the command line's own; name another with --tenant.`;
  return new Fault(code, told, { details, cause: thrown });
}

/** What a command does itself, there and then. */
const ownWork: readonly JobEvent["name"][] = ["inventory/requested", "sample/requested", "run/started"];

/**
 * The workers of an installation that runs beside are not told of it: they may open fewer folders and addresses than whoever
 * types here, and would end what this process is about to do.
 */
function withoutOwnWork(jobs: Jobs): Jobs {
  return { send: (events) => jobs.send(events.filter(({ name }) => !ownWork.includes(name))) };
}

/** The first question to the database failed: nothing of ours went wrong, and the address says where to look. */
function unreachable(cause: unknown): Fault {
  const { host } = new URL(env().DATABASE_URL);
  const reason =
    cause instanceof Error ? cause.message || String((cause as NodeJS.ErrnoException).code) : String(cause);
  return new Fault("upstream", `The database at ${host} does not answer: ${reason}. Check DATABASE_URL.`, { cause });
}
