import { setFlagsFromString } from "node:v8";
import { certificates } from "./adapters/certificates/make-certificates.ts";
import { type Database, openDatabase } from "./adapters/db/database.ts";
import { makeJobs } from "./adapters/jobs/make-jobs.ts";
import { mediaChildPath } from "./adapters/media/media-child-path.ts";
import { makeMediaEngine, mediaParallel } from "./adapters/media/media-engine.ts";
import { makePromMetrics } from "./adapters/metrics/prom-metrics.ts";
import { makeWeb } from "./adapters/net/web.ts";
import { makePasswords } from "./adapters/passwords/argon2id-passwords.ts";
import { makePostgresLimits } from "./adapters/rate-limit/postgres-limits.ts";
import { makeReportFiles } from "./adapters/report/report-files.ts";
import { makeRevocation } from "./adapters/revocation/make-revocation.ts";
import { makeScratch } from "./adapters/scratch/temp-scratch.ts";
import { makeSealer } from "./adapters/sealer/aes-gcm-sealer.ts";
import { makeDevelopmentIdentity } from "./adapters/signer/development-identity.ts";
import { makeOpenKmsClient } from "./adapters/signer/open-kms-client.ts";
import { makeOpenSigner } from "./adapters/signer/open-signer.ts";
import { readKmsPublicKey } from "./adapters/signer/read-kms-public-key.ts";
import { checkToken } from "./adapters/stamper/check-token.ts";
import { makeOpenStamper } from "./adapters/stamper/rfc3161-stamper.ts";
import { makeOpenStore } from "./adapters/store/open-store.ts";
import { makeTokens } from "./adapters/tokens/hkdf-tokens.ts";
import type { Env } from "./env.ts";
import { type Actor, actorText } from "./kernel/actor.ts";
import { type Clock, systemClock } from "./kernel/clock.ts";
import { Fault } from "./kernel/fault.ts";
import { type Id, newId } from "./kernel/ids.ts";
import type { Log } from "./kernel/verb.ts";
import type { Act, Ctx, Origin, TenantCtx, Tx } from "./ports/ctx.ts";
import type { Ports } from "./ports/ports.ts";

/** Everything one process needs, made once: the only place where adapters and nouns meet. */
export interface Wiring {
  readonly env: Env;
  readonly database: Database;
  readonly ports: Ports;
  readonly log: Log;
  /** The one way to get a context. `tenantId` null is for verbs of scope `public` and `self`. */
  openCtx(who: Who & { tenantId: null }): Ctx;
  openCtx(who: Who & { tenantId: Id<"tenant"> }): TenantCtx;
  openCtx(who: Who): Ctx;
  close(): Promise<void>;
}

export interface Who {
  actor: Actor;
  tenantId: Id<"tenant"> | null;
  requestId?: string;
  origin?: Origin;
}

export interface WiringOptions {
  env: Env;
  log: Log;
  connections?: number;
  /** What this process calls itself in its metrics. */
  processName?: string;
  clock?: Clock;
  /** Ports that a test replaces by others that pass the same conformance suite. */
  ports?: Partial<Ports>;
}

export function wire(options: WiringOptions): Wiring {
  // Left alone, V8 lets garbage grow to several times what is alive before it looks: listing a million objects took 600 MB
  // where this takes 350, in the same time.
  setFlagsFromString("--heap-growing-percent=30");
  const { env, log } = options;
  const clock = options.clock ?? systemClock;
  const openKmsClient = makeOpenKmsClient({
    guard: { allowPrivate: env.C2C_ALLOW_PRIVATE_ENDPOINTS, field: "endpoint" },
    ambientCredentials: env.C2C_KMS_AMBIENT_CREDENTIALS,
  });
  const database = openDatabase(env.DATABASE_URL, options.connections ?? 10);
  const limits = makePostgresLimits(database.pool);
  const media =
    options.ports?.media ??
    makeMediaEngine({
      childPath: mediaChildPath,
      parallel: env.C2C_MEDIA_PARALLEL ?? mediaParallel(),
      memoryMbMax: env.C2C_MEDIA_MEMORY_MB,
      deadlineMsBase: env.C2C_ASSET_DEADLINE_MS,
      deadlineMsPerMb: env.C2C_ASSET_DEADLINE_MS_PER_MB,
    });
  const web = options.ports?.web ?? makeWeb({ allowPrivate: env.C2C_ALLOW_PRIVATE_FETCHES });
  const ports: Ports = {
    openStore: makeOpenStore({ allowPrivateEndpoints: env.C2C_ALLOW_PRIVATE_ENDPOINTS, fsRoots: env.C2C_FS_ROOTS }),
    openSigner: makeOpenSigner(openKmsClient),
    readKmsPublicKey: async (secret) => readKmsPublicKey(secret, openKmsClient(secret)),
    makeDevelopmentIdentity,
    openStamper: makeOpenStamper({
      guard: { allowPrivate: env.C2C_ALLOW_PRIVATE_ENDPOINTS },
      limits,
      now: () => clock.now(),
    }),
    checkStamp: checkToken,
    certificates,
    media,
    sealer: makeSealer(env.C2C_SECRET_KEY),
    passwords: makePasswords(),
    tokens: makeTokens(env.C2C_SECRET_KEY),
    limits,
    metrics: makePromMetrics(options.processName ?? "c2c", database.pool),
    scratch: makeScratch(),
    reportFiles: makeReportFiles(media),
    web,
    revocation: makeRevocation(web),
    policy: {
      signUp: env.C2C_SIGN_UP,
      consoleUrl: env.NEXTAUTH_URL,
      tenantAtOnce: { concurrency: env.C2C_TENANT_CONCURRENCY, maxInflight: env.C2C_TENANT_MAX_INFLIGHT },
      signerAtOnce: { concurrency: env.C2C_SIGNER_CONCURRENCY, maxInflight: env.C2C_SIGNER_MAX_INFLIGHT },
    },
    ending: new AbortController().signal,
    jobs: makeJobs(env, database.pool),
    bulk: database.bulk,
    signals: database.signals,
    ...options.ports,
  };

  function openCtx({ actor, tenantId, requestId, origin }: Who): Ctx {
    const audited = requestId ?? newId("request");
    return {
      actor,
      tenantId,
      requestId: audited,
      origin: origin ?? { address: null, userAgent: null },
      log,
      ports,
      now: () => clock.now(),
      read: (work) => database.within(tenantId, work),
      write(act, work) {
        const within = tenantId ?? act.joins ?? null;
        return database.within(within, async (tx) => {
          const result = await work(tx);
          await writeAudit(tx, { tenantId: within, actor, act, requestId: audited, now: clock.now() });
          return result;
        });
      },
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
      // What nobody could add, the database being away, is counted nowhere: it is no reason not to end.
      await ports.metrics.flush().catch(() => {});
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
