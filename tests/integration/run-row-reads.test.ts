import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { expect, test } from "vitest";
import type { Id } from "../../lib/kernel/ids.ts";
import { cancelRun } from "../../lib/run/cancel.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { getRun } from "../../lib/run/get.ts";
import { testDatabase } from "../support/database.ts";
import { launchLong, settleNothing } from "../support/long-run.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

const rows = 20_000;

/** How many of a run's rows are read while something is done with it, of which Postgres knows nothing yet; at least so many are written. */
async function rowsRead(
  work: (tenant: TestTenant, runId: Id<"run">) => Promise<void>,
  written: number,
): Promise<number> {
  const db = await testDatabase();
  const root = await mkdtemp(join(tmpdir(), "c2c-rows-"));
  const asked = new pg.Client(db.superUrl);
  await asked.connect();
  try {
    // As in the first minute of every run: its rows are there, and no statistics of them.
    await asked.query("alter table run_item set (autovacuum_enabled = false)");
    const wiring = testWiring(db);
    const tenant = await makeTenant(wiring);
    const runId = await launchLong({ wiring, tenant }, rows, root);
    await fillRun(tenant.system, { runId });
    await work(tenant, runId);
    // A connection counts what it read when it ends, at the latest.
    await wiring.close();
    const counts = async () => {
      const { rows } = await asked.query(
        "select seq_tup_read + idx_tup_fetch as n, n_tup_ins + n_tup_upd as written from pg_stat_user_tables where relname = 'run_item'",
      );
      return { n: Number(rows[0].n), written: Number(rows[0].written) };
    };
    await expect.poll(async () => (await counts()).written, { timeout: 20_000 }).toBeGreaterThanOrEqual(rows + written);
    return (await counts()).n;
  } finally {
    await asked.end();
    await db.close();
    await rm(root, { recursive: true, force: true });
  }
}

test("claiming and settling some of a run reads their rows, though Postgres knows nothing of the run yet", async () => {
  const settled = 150;
  const read = await rowsRead(async (tenant, runId) => {
    await settleNothing(tenant.system, runId, { slices: 1, objects: settled });
    expect(await getRun(tenant.owner, { runId })).toMatchObject({ signed: `${settled}`, objects: `${rows}` });
  }, settled * 2);
  expect(read).toBeLessThan(rows / 2);
});

test("cancelling a run looks at none of the rows that were never begun", async () => {
  const read = await rowsRead(async (tenant, runId) => {
    expect(await cancelRun(tenant.owner, { runId })).toEqual({ state: "cancelled" });
  }, 0);
  expect(read).toBeLessThan(rows / 2);
});
