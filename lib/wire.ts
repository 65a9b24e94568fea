import { availableParallelism } from "node:os";
import { type Database, openDatabase } from "./adapters/db/database.ts";
import { makeJobs } from "./adapters/jobs/make-jobs.ts";
import { mediaChildPath } from "./adapters/media/media-child-path.ts";
import { makeMediaEngine } from "./adapters/media/media-engine.ts";
import { makePasswords } from "./adapters/passwords/argon2id-passwords.ts";
import { makeScratch } from "./adapters/scratch/temp-scratch.ts";
import { makeSealer } from "./adapters/sealer/aes-gcm-sealer.ts";
import { makeDevelopmentIdentity } from "./adapters/signer/development-identity.ts";
import { openPemSigner } from "./adapters/signer/pem-signer.ts";
import { makeOpenStore } from "./adapters/store/open-store.ts";
import type { Env } from "./env.ts";
import { type Actor, actorText } from "./kernel/actor.ts";
import { type Clock, systemClock } from "./kernel/clock.ts";
import { Fault } from "./kernel/fault.ts";
import { type Id, newId } from "./kernel/ids.ts";
import type { Log } from "./kernel/verb.ts";
import type { Act, Ctx, TenantCtx, Tx } from "./ports/ctx.ts";
import type { Ports } from "./ports/ports.ts";

/** Everything one process needs, made once: the only place where adapters and nouns meet. */
export interface Wiring {
  readonly env: Env;
  readonly database: Database;
  readonly ports: Ports;
  readonly log: Log;
  /** The one way to get a context. `tenantId` null is for verbs of scope `public` and `self`. */
  openCtx(who: { actor: Actor; tenantId: null; requestId?: string }): Ctx;
  openCtx(who: { actor: Actor; tenantId: Id<"tenant">; requestId?: string }): TenantCtx;
  openCtx(who: { actor: Actor; tenantId: Id<"tenant"> | null; requestId?: string }): Ctx;
  close(): Promise<void>;
}

export interface WiringOptions {
  env: Env;
  log: Log;
  connections?: number;
  clock?: Clock;
  /** Ports that a test replaces by others that pass the same conformance suite. */
  ports?: Partial<Ports>;
}

export function wire(options: WiringOptions): Wiring {
  const { env, log } = options;
  const clock = options.clock ?? systemClock;
  const database = openDatabase(env.DATABASE_URL, options.connections ?? 10);
  const ports: Ports = {
    openStore: makeOpenStore({ allowPrivateEndpoints: env.C2C_ALLOW_PRIVATE_ENDPOINTS, fsRoots: env.C2C_FS_ROOTS }),
    openSigner: openPemSigner,
    makeDevelopmentIdentity,
    media: makeMediaEngine({
      childPath: mediaChildPath(),
      parallel: env.C2C_MEDIA_PARALLEL ?? availableParallelism(),
      memoryMbMax: env.C2C_MEDIA_MEMORY_MB,
      deadlineMsBase: env.C2C_ASSET_DEADLINE_MS,
      deadlineMsPerMb: env.C2C_ASSET_DEADLINE_MS_PER_MB,
    }),
    sealer: makeSealer(env.C2C_SECRET_KEY),
    passwords: makePasswords(),
    scratch: makeScratch(),
    jobs: makeJobs(env, database.pool),
    bulk: database.bulk,
    signals: database.signals,
    ...options.ports,
  };

  function openCtx({ actor, tenantId, requestId }: { actor: Actor; tenantId: Id<"tenant"> | null; requestId?: string }): Ctx {
    const audited = requestId ?? newId("request");
    return {
      actor,
      tenantId,
      requestId: audited,
      log,
      ports,
      now: () => clock.now(),
      read: (work) => database.within(tenantId, work),
      write: (act, work) =>
        database.within(tenantId, async (tx) => {
          const result = await work(tx);
          await writeAudit(tx, { tenantId, actor, act, requestId: audited, now: clock.now() });
          return result;
        }),
      machineWrite(work) {
        if (actor.kind !== "system" && actor.kind !== "cli")
          throw new Fault("internal", "Only the machine itself writes without an audit row.");
        return database.within(tenantId, work);
      },
    };
  }

  return {
    env,
    database,
    ports,
    log,
    openCtx: openCtx as Wiring["openCtx"],
    async close() {
      await ports.media.close();
      await database.close();
    },
  };
}

type AuditFacts = { tenantId: Id<"tenant"> | null; actor: Actor; act: Act; requestId: string; now: Date };

/** Outside any tenant (a sign-in, say) there is no tenant's audit log to write to; the wide log event is what stays. */
async function writeAudit(tx: Tx, { tenantId, actor, act, requestId, now }: AuditFacts): Promise<void> {
  if (tenantId === null) return;
  await tx.auditEvent.create({
    data: {
      tenantId,
      id: newId("audit", now),
      at: now,
      actor: actorText(actor),
      action: act.action,
      subject: act.subject,
      detail: (act.detail ?? {}) as object,
      requestId,
    },
  });
}
