import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Wiring } from "../../lib/wire.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type FurnishedTenant, makeFurnishedTenant } from "../support/furnished-tenant.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

let database: TestDatabase;
let wiring: Wiring;
let owned: FurnishedTenant;
let foreign: TestTenant;
let app: pg.Client;
let tables: string[];

beforeAll(async () => {
  database = await testDatabase();
  wiring = testWiring(database);
  owned = await makeFurnishedTenant(wiring);
  foreign = await makeTenant(wiring, "Foreign");
  app = new pg.Client({ connectionString: database.url });
  await app.connect();
  const { rows } = await app.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attname = 'tenant_id' order by 1`,
  );
  tables = rows.map(({ name }) => name);
});
afterAll(async () => {
  await app.end();
  await wiring.close();
  await database.close();
});

/** Runs statements as the application does, in one transaction of this tenant (or of none), which is then undone. */
async function as<T>(tenantId: string | null, work: () => Promise<T>): Promise<T> {
  await app.query("begin");
  try {
    await app.query("select set_config('app.tenant_id', $1, true)", [tenantId ?? ""]);
    return await work();
  } finally {
    await app.query("rollback");
  }
}

const count = async (table: string) => Number((await app.query(`select count(*) from "${table}"`)).rows[0].count);

test("the furnished tenant has a row in every table that has a tenant", async () => {
  expect(tables.length).toBeGreaterThan(15);
  for (const table of tables) expect(await as(owned.tenantId, () => count(table)), table).toBeGreaterThan(0);
});

test("without a tenant every such table is empty, whether the setting was never made or was emptied", async () => {
  for (const table of [...tables, "tenant"]) expect(await as(null, () => count(table)), table).toBe(0);
  const fresh = new pg.Client({ connectionString: database.url });
  await fresh.connect();
  for (const table of [...tables, "tenant"]) {
    const { rows } = await fresh.query(`select count(*)::int as n from "${table}"`);
    expect(rows[0].n, table).toBe(0);
  }
  await fresh.end();
});

test("a tenant sees none of another's rows", async () => {
  for (const table of tables) {
    const { rows } = await as(foreign.tenantId, () =>
      app.query(`select count(*)::int as n from "${table}" where tenant_id <> $1`, [foreign.tenantId]),
    );
    expect(rows[0].n, table).toBe(0);
  }
});

test("a row cannot be put into another tenant's tables, nor moved there", async () => {
  for (const table of tables) {
    const copy = as(owned.tenantId, async () => {
      const { rows } = await app.query(`select to_jsonb(t) as row from "${table}" t limit 1`);
      await app.query("select set_config('app.tenant_id', $1, true)", [foreign.tenantId]);
      await app.query(`insert into "${table}" select * from jsonb_populate_record(null::"${table}", $1)`, [
        rows[0].row,
      ]);
    });
    await expect(copy, table).rejects.toThrow(/row-level security/);
    const move = as(owned.tenantId, () => app.query(`update "${table}" set tenant_id = $1`, [foreign.tenantId]));
    await expect(move, table).rejects.toThrow(/row-level security|permission denied/);
  }
});

test("a row cannot point at another tenant's row", async () => {
  const steal = as(foreign.tenantId, () =>
    app.query(
      `insert into inventory (tenant_id, id, bucket_id, prefixes, state, cursor) values ($1, 'ivt_x', $2, '{}', 'ready', '{}')`,
      [foreign.tenantId, owned.ids.bucket],
    ),
  );
  await expect(steal).rejects.toThrow(/foreign key/);
});

test("the application can neither change nor remove what is evidence", async () => {
  for (const table of ["audit_event", "receipt", "usage", "approval", "reservation"]) {
    await expect(
      as(owned.tenantId, () => app.query(`update "${table}" set tenant_id = tenant_id`)),
      table,
    ).rejects.toThrow(/permission denied/);
    await expect(
      as(owned.tenantId, () => app.query(`delete from "${table}"`)),
      table,
    ).rejects.toThrow(/permission denied/);
    await expect(
      as(owned.tenantId, () => app.query(`truncate "${table}"`)),
      table,
    ).rejects.toThrow(/permission denied/);
  }
  for (const table of ["receipt_head", "plan", "signing_identity", "run", "inventory"])
    await expect(
      as(owned.tenantId, () => app.query(`delete from "${table}"`)),
      table,
    ).rejects.toThrow(/permission denied/);
});

test("an identity's certificates and key stay what they were when it signed", async () => {
  for (const column of ["chain_pem", "anchor_pem", "key_id", "secret", "not_after"])
    await expect(
      as(owned.tenantId, () => app.query(`update signing_identity set ${column} = ${column}`)),
      column,
    ).rejects.toThrow(/permission denied/);
});

test("removing the tenant's row does not take its evidence with it", async () => {
  const gone = as(owned.tenantId, () => app.query("delete from tenant where id = $1", [owned.tenantId]));
  await expect(gone).rejects.toThrow(/permission denied/);
});

test("an inventory's partition has no door of its own, for the application and for its owner", async () => {
  const part = `inventory_part."${owned.ids.inventory}"`;
  for (const statement of [`select * from ${part}`, `delete from ${part}`, `truncate ${part}`, `drop table ${part}`])
    await expect(
      as(owned.tenantId, () => app.query(statement)),
      statement,
    ).rejects.toThrow(/permission denied|must be owner/);
  const owner = new pg.Client({ connectionString: database.ownerUrl });
  await owner.connect();
  const { rows } = await owner.query(`select count(*)::int as n from ${part}`);
  await owner.end();
  expect(rows[0].n).toBe(0);
});

test("an inventory's partition holds one tenant's rows, whatever tenant a statement names", async () => {
  const put = as(foreign.tenantId, () =>
    app.query(
      `insert into inventory_object (tenant_id, inventory_id, key, etag, size_bytes, last_modified, storage_class, mime)
       values ($1, $2, 'a', '', 1, now(), '', '')`,
      [foreign.tenantId, owned.ids.inventory],
    ),
  );
  await expect(put).rejects.toThrow(/one_tenant/);
  const drop = as(foreign.tenantId, () => app.query("select drop_inventory_objects($1)", [owned.ids.inventory]));
  await expect(drop).rejects.toThrow(/no removed inventory/);
});

test("what crosses tenants is a written list of functions", async () => {
  const { rows } = await app.query<{ name: string }>(
    `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual([
    "analyze_inventory_objects",
    "api_key_lookup",
    "delivered_bucket",
    "drop_inventory_objects",
    "folder_taken",
    "inventory_gets_its_part",
    "invitation_by_token",
    "memberships_of",
    "objects_waiting",
    "proof_by_id",
    "proof_facts_by_id",
    "prune_idempotent_answers",
    "slug_taken",
    "tenant_of_slug",
    "tenants_with_due_stamps",
    "tenants_with_ending_identities",
    "trust_lists_to_refresh",
    "unfinished_work",
  ]);
});

test("a function that crosses tenants reads the real tables, whatever temporary ones the application makes", async () => {
  const { rows } = await app.query<{ name: string; config: string[] }>(
    `select proname as name, proconfig as config from pg_proc where pronamespace = 'public'::regnamespace and prosecdef`,
  );
  for (const { name, config } of rows) expect(config, name).toEqual(["search_path=pg_catalog, public, pg_temp"]);
  const tenant = await as(null, async () => {
    await app.query("create temporary table tenant on commit drop as select 'tnt_forged' as id, 'forged' as slug");
    return (await app.query("select tenant_of_slug('forged') as id")).rows[0].id;
  });
  expect(tenant).toBeNull();
});

test("a process refuses to start as the owner of the tables, or as anybody who can become it", async () => {
  const asOwner = testWiring({ url: database.ownerUrl });
  await expect(asOwner.database.refuseMightyRole()).rejects.toMatchObject({ code: "precondition" });
  await asOwner.close();
  await expect(wiring.database.refuseMightyRole()).resolves.toBeUndefined();
});
