import { tmpdir } from "node:os";
import { parseEnv } from "../../lib/env.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import { silentLog } from "../../lib/log.ts";
import type { Ctx, TenantCtx } from "../../lib/ports/ctx.ts";
import { signUp } from "../../lib/tenant/sign-up.ts";
import { type Wiring, type WiringOptions, wire } from "../../lib/wire.ts";

/** What the tests' processes run under: the same shape as production's environment, with fixed keys. */
export const testEnvironment = {
  C2C_SECRET_KEY: Buffer.alloc(32, 7).toString("base64url"),
  NEXTAUTH_SECRET: "a secret for tests and for nothing else at all",
  NEXTAUTH_URL: "http://127.0.0.1:3000",
  C2C_ENGINE: "embedded",
  C2C_ALLOW_PRIVATE_ENDPOINTS: "1",
  C2C_ALLOW_PRIVATE_FETCHES: "1",
  C2C_FS_ROOTS: tmpdir(),
};

export const testPassword = "correct horse battery";

export interface TestWiringOptions {
  ports?: WiringOptions["ports"];
  clock?: WiringOptions["clock"];
  log?: WiringOptions["log"];
  /** Variables to set beside, or instead of, `testEnvironment`. */
  env?: Record<string, string>;
  connections?: number;
}

/** The whole of a process over a test's database. Close it when the tests end. */
export function testWiring(db: { url: string }, options: TestWiringOptions = {}): Wiring {
  return wire({
    env: parseEnv({ ...testEnvironment, DATABASE_URL: db.url, ...options.env }),
    log: options.log ?? silentLog,
    connections: options.connections ?? 5,
    ports: options.ports,
    clock: options.clock,
  });
}

export interface TestTenant {
  tenantId: Id<"tenant">;
  slug: string;
  userId: Id<"user">;
  email: string;
  /** A context of the tenant's owner. */
  owner: TenantCtx;
  /** A context of the machine within the tenant. */
  system: TenantCtx;
}

let made = 0;

/** A tenant of its own for a test, made by the same sign-up that people use. */
export async function makeTenant(wiring: Wiring, name = "A tenant for tests"): Promise<TestTenant> {
  const email = `owner-${process.pid}-${Date.now()}-${made++}@example.test`;
  const { userId, tenantId, slug } = await signUp(anonymousCtx(wiring), {
    email,
    password: testPassword,
    name: "Olivia Owner",
    workspace: name,
  });
  return {
    tenantId,
    slug,
    userId,
    email,
    owner: wiring.openCtx({ actor: { kind: "user", userId, sessionId: "ses_test", role: "owner" }, tenantId }),
    system: wiring.openCtx({ actor: { kind: "system", what: "test" }, tenantId }),
  };
}

/** A context of nobody, as public verbs get it. */
export function anonymousCtx(wiring: Wiring): Ctx {
  return wiring.openCtx({ actor: { kind: "anonymous" }, tenantId: null });
}

/** A context of a signed-in person outside any tenant, as verbs of scope `self` get it. */
export function selfCtx(wiring: Wiring, userId: Id<"user">, sessionId = "ses_test"): Ctx {
  return wiring.openCtx({ actor: { kind: "user", userId, sessionId, role: null }, tenantId: null });
}
