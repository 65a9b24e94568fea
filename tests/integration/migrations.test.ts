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
