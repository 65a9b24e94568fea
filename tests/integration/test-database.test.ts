import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.close());

test("the application's role owns nothing and cannot look past row-level security", async () => {
  const { rows } = await ask(
    database.url,
    `select rolname, rolsuper, rolbypassrls, rolcreatedb, rolcreaterole,
            (select count(*)::int from pg_class where relowner = r.oid) as owns from pg_roles r where rolname = current_user`,
  );
  const nothing = { rolsuper: false, rolbypassrls: false, rolcreatedb: false, rolcreaterole: false, owns: 0 };
  expect(rows).toEqual([{ rolname: "c2c_app", ...nothing }]);
});

test("row-level security is forced on every table that has a tenant", async () => {
  const { rows } = await ask(
    database.ownerUrl,
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid
     where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace and a.attname = 'tenant_id'
       and not (c.relrowsecurity and c.relforcerowsecurity) order by 1`,
  );
  expect(rows).toEqual([]);
});

test("the application cannot make tables, nor disable the policies", async () => {
  await expect(ask(database.url, "create table mine (id int)")).rejects.toThrow(/permission denied/);
  await expect(ask(database.url, "alter table tenant disable row level security")).rejects.toThrow(/must be owner/);
});

async function ask(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
