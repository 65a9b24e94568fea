import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mediaChildPath } from "../../lib/adapters/media/media-child-path.ts";
import { makeMediaEngine } from "../../lib/adapters/media/media-engine.ts";
import { getPlan } from "../../lib/plan/get.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { getRun } from "../../lib/run/get.ts";
import { reportRun } from "../../lib/run/report.ts";
import { startRun } from "../../lib/run/start.ts";
import type { Wiring } from "../../lib/wire.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { itemsByKey, picture, pumpToEnd } from "../support/launched-run.ts";
import { makeStallingTiff } from "../support/make-tiff.ts";
import { engineOptions, hasSharedMedia, sharedMedia } from "../support/signing.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

/** Reading a file that holds these words ends the process that does it: such a file is not known before, and so is made here. */
const poison = "spoilt on purpose";

let db: TestDatabase;
let wiring: Wiring;
let root: string;

beforeAll(async () => {
  db = await testDatabase();
  root = await mkdtemp(join(tmpdir(), "c2c-hostile-"));
  const child = join(root, "fragile-child.mjs");
  await writeFile(
    child,
    `import { readFileSync } from "node:fs";
     import { serve, work } from ${JSON.stringify(mediaChildPath())};
     await serve(async (task) => {
       if (readFileSync(task.path).includes(${JSON.stringify(poison)})) process.kill(process.pid, "SIGKILL");
       return work(task);
     });`,
  );
  const media = makeMediaEngine({ ...engineOptions, childPath: () => child });
  wiring = testWiring(db, { ports: { media } });
});

afterAll(async () => {
  await wiring?.close();
  await db?.close();
  if (root) await rm(root, { recursive: true, force: true });
});

async function runOver(tenant: TestTenant, folder: string) {
  const plan = await approvedPlan(tenant, { location: { kind: "fs", root: folder }, secret: null });
  const { runId } = await startRun(tenant.owner, plan);
  await fillRun(tenant.system, { runId });
  await pumpToEnd(wiring, tenant, runId);
  return {
    plan: await getPlan(tenant.owner, { planId: plan.planId }),
    run: await getRun(tenant.owner, { runId }),
    items: await itemsByKey(tenant, runId),
    report: await reportRun(tenant.owner, { runId }),
  };
}

test("a file that ends its process twice is set aside with its code, and its fifty neighbours are signed", async () => {
  const tenant = await makeTenant(wiring);
  const folder = join(root, "fifty");
  await mkdir(folder);
  const bytes = await picture(1);
  for (let i = 0; i < 50; i++)
    await writeFile(join(folder, `${String(i).padStart(2, "0")}.jpg`), Buffer.concat([bytes, Buffer.from([i])]));
  await writeFile(join(folder, "25-poison.jpg"), Buffer.concat([bytes, Buffer.from(poison)]));
  const { run, items, report } = await runOver(tenant, folder);
  expect(items["25-poison.jpg"]).toMatchObject({
    outcome: "failed",
    why: "worker_killed",
    attempts: 2,
    receiptId: null,
  });
  expect(run).toMatchObject({ state: "finished", signed: "50", failed: "1" });
  expect(report.reasons).toContainEqual(
    expect.objectContaining({
      why: "worker_killed",
      objects: "1",
      sentence: expect.stringContaining("The file was set aside"),
    }),
  );
});

test("a plan foretells that a file will end its process", async () => {
  const tenant = await makeTenant(wiring);
  const folder = join(root, "foretold");
  await mkdir(folder);
  await writeFile(join(folder, "a.jpg"), await picture(3));
  await writeFile(join(folder, "poison.jpg"), Buffer.concat([await picture(4), Buffer.from(poison)]));
  const { plan } = await runOver(tenant, folder);
  const foretold = plan.ledger.expected.map(({ outcome, why, objects }) => [outcome, why, objects.estimate]);
  expect(foretold).toContainEqual(["failed", "worker_killed", "1"]);
});

test("what keeps the native reader busy for ever, or is broken in other ways, never reaches it", async () => {
  const tenant = await makeTenant(wiring);
  const folder = join(root, "hostile");
  await mkdir(folder);
  await writeFile(join(folder, "a.jpg"), await picture(2));
  await writeFile(join(folder, "stalling.tiff"), makeStallingTiff());
  if (hasSharedMedia)
    for (const name of await readdir(join(sharedMedia, "hostile")))
      await writeFile(join(folder, name), await readFile(join(sharedMedia, "hostile", name)));
  const { run, items } = await runOver(tenant, folder);
  expect(items["stalling.tiff"]).toMatchObject({ outcome: "failed", why: "undecodable", attempts: 1 });
  for (const [key, { outcome, why }] of Object.entries(items))
    if (outcome !== "signed")
      expect({ key, why }).toMatchObject({ why: expect.stringMatching(/^(truncated|undecodable)$/) });
  expect(run).toMatchObject({ state: "finished" });
});
