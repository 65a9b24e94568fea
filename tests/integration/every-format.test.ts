import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { formats } from "../../lib/media/formats.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { getRun } from "../../lib/run/get.ts";
import { startRun } from "../../lib/run/start.ts";
import type { Wiring } from "../../lib/wire.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { itemsByKey, pumpToEnd } from "../support/launched-run.ts";
import { makers } from "../support/make-media.ts";
import { makeTenant, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let wiring: Wiring;
let root: string;

beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db);
  root = await mkdtemp(join(tmpdir(), "c2c-every-format-"));
});

afterAll(async () => {
  await wiring?.close();
  await db?.close();
  if (root) await rm(root, { recursive: true, force: true });
});

/** One run a mode: what the table says of a format is what became of its file. Names are no help and no hindrance. */
test.each(["remote", "embed"] as const)("a bucket with a file of every format, signed in mode %s", async (mode) => {
  const tenant = await makeTenant(wiring);
  const folder = await mkdtemp(join(root, mode));
  const expected: Record<string, { outcome: string; why: string | null }> = {};
  for (const { mime, extensions, ...format } of formats) {
    const bytes = await makers[mime]?.();
    if (!bytes) continue;
    const able = format[mode] === true;
    for (const key of [`named.${extensions[0]}`, `unnamed-${mime.replace("/", "-")}`]) {
      await writeFile(join(folder, key), bytes);
      expected[key] = able ? { outcome: "signed", why: null } : { outcome: "skipped", why: "unsupported_format" };
    }
  }
  // What a name promises over other bytes is not signed, whichever format the bytes are.
  await writeFile(join(folder, "a-jpeg.png"), (await makers["image/jpeg"]?.()) ?? "");
  expected["a-jpeg.png"] = { outcome: "skipped", why: "type_mismatch" };
  const plan = await approvedPlan(tenant, { location: { kind: "fs", root: folder }, secret: null }, { mode });
  const { runId } = await startRun(tenant.owner, plan);
  await fillRun(tenant.system, { runId });
  await pumpToEnd(wiring, tenant, runId);
  const items = await itemsByKey(tenant, runId);
  const became = Object.entries(items).map(([key, { outcome, why }]) => [key, { outcome, why }]);
  expect(Object.fromEntries(became)).toEqual(expected);
  expect(await getRun(tenant.owner, { runId })).toMatchObject({ state: "finished", failed: "0" });
});
