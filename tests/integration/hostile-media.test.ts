import { existsSync } from "node:fs";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, test } from "vitest";
import { fillRun } from "../../lib/run/fill.ts";
import { getRun } from "../../lib/run/get.ts";
import { startRun } from "../../lib/run/start.ts";
import type { Wiring } from "../../lib/wire.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { itemsByKey, picture, pumpToEnd } from "../support/launched-run.ts";
import { makeTenant, testWiring } from "../support/wiring.ts";

const poc = fileURLToPath(new URL("../../../shared/media/hostile/tiff_poc.tiff", import.meta.url));

let db: TestDatabase;
let wiring: Wiring;
let root: string;

beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db, { env: { C2C_ASSET_DEADLINE_MS: "4000", C2C_ASSET_DEADLINE_MS_PER_MB: "0" } });
  root = await mkdtemp(join(tmpdir(), "c2c-hostile-"));
});

afterAll(async () => {
  await wiring?.close();
  await db?.close();
  if (root) await rm(root, { recursive: true, force: true });
});

test.skipIf(!existsSync(poc))(
  "a file that stops its process twice is set aside, and its neighbours are signed",
  async () => {
    const tenant = await makeTenant(wiring);
    await writeFile(join(root, "b-stalls.tiff"), await readFile(poc));
    for (const [i, name] of ["a.jpg", "c.jpg", "d.jpg"].entries())
      await writeFile(join(root, name), await picture(i + 1));
    const plan = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
    const { runId } = await startRun(tenant.owner, plan);
    await fillRun(tenant.system, { runId });
    await pumpToEnd(wiring, tenant, runId);
    const items = await itemsByKey(tenant, runId);
    expect(items["b-stalls.tiff"]).toMatchObject({
      outcome: "failed",
      why: expect.stringMatching(/^(deadline|worker_killed)$/),
      attempts: 2,
      receiptId: null,
    });
    expect(await getRun(tenant.owner, { runId })).toMatchObject({ state: "finished", signed: "3", failed: "1" });
  },
);
