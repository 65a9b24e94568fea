import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCommandLine, c2c, startC2c } from "../support/command-line.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { folderOf, jpegs, removeFolders } from "../support/picture-folder.ts";
import { until } from "../support/worker-process.ts";

const objects = 240;
let db: TestDatabase;
let asking: pg.Client;

beforeAll(async () => {
  await buildCommandLine();
  db = await testDatabase();
  asking = new pg.Client({ connectionString: db.superUrl });
  await asking.connect();
});

afterAll(async () => {
  await asking?.end();
  await db?.close();
  await removeFolders();
});

const environment = () => ({ DATABASE_URL: db.url, C2C_LEASE_MS: "1000" });

/** A run over a folder of its own, and its id, once it has settled some of its objects and not all. */
async function runningHalfway() {
  const folder = await folderOf(await jpegs(objects));
  const started = startC2c(["run", "--prefix", folder, "--yes", "--json"], environment());
  let id = "";
  await until(
    async () => {
      await setImmediate();
      const { rows } = await asking.query(
        "select r.id from run r join plan p on p.tenant_id = r.tenant_id and p.id = r.plan_id join inventory i on i.tenant_id = p.tenant_id and i.id = p.inventory_id join bucket b on b.tenant_id = i.tenant_id and b.id = i.bucket_id where b.location->>'root' = $1 and r.signed > 10",
        [folder],
      );
      id = rows[0]?.id ?? "";
      return id !== "";
    },
    60_000,
    "the run settled nothing",
  );
  return { folder, id, ...started };
}

async function expectEachOnce(folder: string, id: string): Promise<void> {
  const { rows } = await asking.query(
    "select count(*)::int as receipts, count(distinct item_seq)::int as items from receipt where run_id = $1",
    [id],
  );
  expect(rows).toEqual([{ receipts: objects, items: objects }]);
  expect(await readdir(join(folder, "c2pa", "manifests"))).toHaveLength(objects);
}

test("Ctrl-C pauses a run, lets what is in hand settle, says how to resume it, and resuming signs the rest once", async () => {
  const { folder, id, signal, ended } = await runningHalfway();
  signal("SIGINT");
  const { code, stdout, stderr } = await ended;
  expect(code).toBe(10);
  expect(stderr).toContain(`c2c resume ${id}`);
  const paused = JSON.parse(stdout);
  expect(paused).toMatchObject({ id, state: "paused", failed: "0", skipped: "0", inFlight: 0 });
  expect(Number(paused.signed)).toBeLessThan(objects);

  const resumed = await c2c(["resume", id, "--json"], environment());
  expect([resumed.code, resumed.stderr]).toEqual([0, ""]);
  expect(JSON.parse(resumed.stdout)).toMatchObject({ id, state: "finished", signed: String(objects) });
  await expectEachOnce(folder, id);
});

test("a run that was killed in the middle is resumed from its rows, and every object is signed exactly once", async () => {
  const { folder, id, signal, ended } = await runningHalfway();
  signal("SIGKILL");
  expect(await ended).toMatchObject({ code: null, stdout: "" });

  const resumed = await c2c(["resume", id], environment());
  expect([resumed.code, resumed.stderr]).toEqual([0, ""]);
  expect(resumed.stdout).toContain(`finished: ${objects} signed, 0 skipped, 0 failed`);
  await expectEachOnce(folder, id);
});
