import { randomUUID } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeInngest } from "../../inngest/client.ts";
import { type EmbeddedEngine, startEmbeddedEngine } from "../../inngest/embedded/start-embedded-engine.ts";
import { makeFunctions } from "../../inngest/functions/index.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import { getRun } from "../../lib/run/get.ts";
import { startRun } from "../../lib/run/start.ts";
import type { Wiring } from "../../lib/wire.ts";
import { surroundingsOf } from "../../lib/worker/surroundings.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";
import { until } from "../support/worker-process.ts";

let db: TestDatabase;
let wiring: Wiring;
let engine: EmbeddedEngine | undefined;
const roots: string[] = [];

beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db, { connections: 12, env: { C2C_TENANT_SLICES: "3", C2C_SLICES: "3" } });
});
afterAll(async () => {
  await engine?.stop();
  await wiring.close();
  await db.close();
  for (const root of roots) await rm(root, { recursive: true, force: true });
});

/** A plan over so many objects that are settled without being read: what is compared is whose turn it is, and not the signing. */
async function planOver(tenant: TestTenant, objects: number) {
  const root = await mkdtemp(join(tmpdir(), "c2c-fair-"));
  roots.push(root);
  await writeFile(join(root, "0.txt"), "no picture");
  const plan = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
  await wiring.database.within(
    tenant.tenantId,
    (tx) => tx.$executeRaw`
      insert into inventory_object (tenant_id, inventory_id, key, etag, size_bytes, last_modified, storage_class, mime)
      select ${tenant.tenantId}, ${plan.inventoryId}, 'x' || lpad(n::text, 8, '0') || '.txt', ${randomUUID()}, 10, now(), 'STANDARD', 'text/plain'
      from generate_series(2, ${objects}::int) n`,
  );
  return plan;
}

const settledOf = async (tenant: TestTenant, runId: Id<"run">) => {
  const run = await getRun(tenant.owner, { runId });
  return { done: Number(run.signed) + Number(run.skipped) + Number(run.failed), over: run.state === "finished" };
};

test("a workspace with thirty slices delays three with two each by no more than their turns", async () => {
  const big = await makeTenant(wiring, "Big");
  const small = await Promise.all(["A", "B", "C"].map((name) => makeTenant(wiring, name)));
  const bigPlan = await planOver(big, 30_000);
  const smallPlans = await Promise.all(small.map((tenant) => planOver(tenant, 2_000)));

  const inngest = makeInngest({ engine: "embedded" });
  const functions = makeFunctions(inngest, { ...surroundingsOf(wiring), pumpBudgetMs: 500 });
  engine = await startEmbeddedEngine({ connectionString: db.url, inngest, functions, pollMs: 100 });
  const { runId: bigRun } = await startRun(big.owner, bigPlan);
  await until(async () => (await settledOf(big, bigRun)).done > 2_000, 60_000, "the big one did not begin");
  const before = (await settledOf(big, bigRun)).done;
  const runs = await Promise.all(
    small.map((tenant, i) => startRun(tenant.owner, smallPlans[i] as (typeof smallPlans)[0])),
  );
  const overYet = async () =>
    Promise.all(small.map((tenant, i) => settledOf(tenant, (runs[i] as { runId: Id<"run"> }).runId)));
  await until(async () => (await overYet()).every(({ over }) => over), 120_000, "the small ones did not end");
  const after = await settledOf(big, bigRun);
  // Served one after the other, all of its thirty slices would have come first. In turns it had about what each of them had.
  expect(after.over).toBe(false);
  expect(after.done - before).toBeLessThan(2 * small.length * 2_000);
}, 240_000);
