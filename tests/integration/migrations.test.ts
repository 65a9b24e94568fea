import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { migrate, readMigrations } from "../../scripts/migrate.mjs";
import { type TestDatabase, testDatabase } from "../support/database.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const prismaProgram = fileURLToPath(new URL("../../node_modules/prisma/build/index.js", import.meta.url));

let database: TestDatabase;
let blank: string;
beforeAll(async () => {
  database = await testDatabase();
  const name = `${new URL(database.ownerUrl).pathname.slice(1)}_blank`;
  await ask(database.superUrl, `create database ${name} owner c2c_owner`);
  blank = withDatabase(database.ownerUrl, name);
});
afterAll(async () => {
  await ask(database.superUrl, `drop database if exists ${new URL(blank).pathname.slice(1)} with (force)`);
  await database.close();
});

test("the migrations make exactly what prisma/schema says", async () => {
  const args = [
    "migrate",
    "diff",
    "--from-migrations",
    "prisma/migrations",
    "--to-schema",
    "prisma/schema",
    "--exit-code",
  ];
  expect(await prisma(args, database.ownerUrl)).toMatchObject({ code: 0 });
});

test("Prisma's own command line finds our bookkeeping in order", async () => {
  const { code, said } = await prisma(["migrate", "status"], database.ownerUrl);
  expect(said).toContain("Database schema is up to date");
  expect(code).toBe(0);
});

test("what `prisma migrate deploy` applied, we do not apply again", async () => {
  expect(await prisma(["migrate", "deploy"], blank)).toMatchObject({ code: 0 });
  expect(await migrate(blank)).toEqual([]);
  const { rows } = await ask(blank, "select migration_name as name, checksum from _prisma_migrations order by 1");
  expect(rows).toEqual(readMigrations().map(({ name, checksum }) => ({ name, checksum })));
});

test("a migration that was edited after it was applied is refused", async () => {
  await ask(
    database.ownerUrl,
    "update _prisma_migrations set checksum = 'another' where migration_name like '%tenancy'",
  );
  await expect(migrate(database.ownerUrl)).rejects.toThrow(/tenancy was edited/);
});

test("inventories from before partitions keep their objects, each in its own partition", async () => {
  const name = `${new URL(database.ownerUrl).pathname.slice(1)}_before`;
  await ask(database.superUrl, `create database ${name} owner c2c_owner`);
  const [owner, superUser] = [withDatabase(database.ownerUrl, name), withDatabase(database.superUrl, name)];
  try {
    const older = readMigrations().filter((migration) => migration.name < "20261126020100");
    for (const { sql } of older) await ask(owner, sql);
    await ask(
      superUser,
      `insert into tenant (id, name, slug) values ('tnt_a', 'A', 'a'), ('tnt_b', 'B', 'b');
       insert into bucket (tenant_id, id, name, kind, location, capabilities, probed_at)
         select id, 'bkt_' || slug, slug, 'fs', '{}', '{}', now() from tenant;
       insert into inventory (tenant_id, id, bucket_id, prefixes, state, cursor)
         select tenant_id, 'ivt_' || name, id, '{}', 'ready', '{"prefixes": []}' from bucket;
       insert into inventory_object (tenant_id, inventory_id, key, etag, size_bytes, last_modified, storage_class, mime)
         select tenant_id, id, n::text, '', n, now(), '', '' from inventory, generate_series(1, 1000) n`,
    );
    for (const { sql } of readMigrations().slice(older.length)) await ask(owner, sql);
    for (const part of ["ivt_a", "ivt_b"]) {
      const { rows } = await ask(superUser, `select count(*)::int as n from inventory_part.${part}`);
      expect(rows[0].n).toBe(1000);
    }
  } finally {
    await ask(database.superUrl, `drop database if exists ${name} with (force)`);
  }
});

function prisma(args: string[], url: string): Promise<{ code: number; said: string }> {
  const env = { ...process.env, MIGRATE_DATABASE_URL: url };
  return new Promise((resolve) => {
    execFile(process.execPath, [prismaProgram, ...args], { cwd: root, env }, (thrown, stdout, stderr) =>
      resolve({ code: thrown ? Number(thrown.code) : 0, said: `${stdout}${stderr}` }),
    );
  });
}

function withDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

async function ask(url: string, sql: string): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
}
