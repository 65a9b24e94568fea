import { expect, test } from "vitest";
import { findSession } from "../../lib/tenant/find-session.ts";
import { pruneLeftovers } from "../../lib/tenant/prune-leftovers.ts";
import { signIn } from "../../lib/tenant/sign-in.ts";
import { testDatabase } from "../support/database.ts";
import { makeFurnishedTenant } from "../support/furnished-tenant.ts";
import { anonymousCtx, testPassword, testWiring } from "../support/wiring.ts";

test("what is over is pruned for all tenants, and what is not stays", async () => {
  const database = await testDatabase();
  const now = new Date();
  const wiring = testWiring(database, { clock: { now: () => now } });
  const tenants = [await makeFurnishedTenant(wiring), await makeFurnishedTenant(wiring)];
  const [old, young] = tenants;
  if (!old || !young) throw new Error("two tenants were made");
  await wiring.database.within(
    old.tenantId,
    (tx) => tx.$executeRaw`update idempotent_answer set created_at = now() - interval '25 hours'`,
  );
  const { token } = await signIn(anonymousCtx(wiring), { email: young.email, password: testPassword });
  await wiring.database.client.session.create({
    data: { sessionToken: "over", userId: old.userId, expires: new Date(now.getTime() - 1) },
  });
  await wiring.database.client.rateLimit.create({
    data: { key: "over", points: 1, expire: now.getTime() - 7_200_000 },
  });

  const machine = wiring.openCtx({ actor: { kind: "system", what: "test" }, tenantId: null });
  expect(await pruneLeftovers(machine)).toEqual({ answers: 1, limits: 1, sessions: 1 });
  expect(await pruneLeftovers(machine)).toEqual({ answers: 0, limits: 0, sessions: 0 });
  expect(await findSession(anonymousCtx(wiring), token)).not.toBeNull();
  const kept = await wiring.database.within(young.tenantId, (tx) => tx.idempotentAnswer.count());
  expect(kept).toBe(1);
  await wiring.close();
  await database.close();
});
