#!/usr/bin/env node
import { createHash, randomUUID } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const MIGRATIONS = fileURLToPath(new URL("../prisma/migrations", import.meta.url));
/** Prisma's own advisory lock, so that a `prisma migrate deploy` on the same database waits for us, and we for it. */
const PRISMA_LOCK = 72_707_369;

/**
 * Applies what is missing of prisma/migrations, in order, with the bookkeeping of `prisma migrate deploy` (its table,
 * checksums and lock), so that either may go on where the other stopped. Each file is one implicit transaction.
 * Throws where an applied file was edited, or an earlier attempt failed (`npx prisma migrate resolve` mends that).
 * @param {string} ownerUrl
 * @param {{ appUrl?: string }} [options] the application's address: its role is made a member of c2c_app where it is not
 * @returns {Promise<string[]>} the names of the migrations that were applied now
 */
export async function migrate(ownerUrl, { appUrl } = {}) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [PRISMA_LOCK]);
    await client.query(bookkeepingTable);
    const done = await appliedChecksums(client);
    const applied = [];
    for (const migration of readMigrations()) {
      const known = done.get(migration.name);
      if (known === undefined) {
        await apply(client, migration);
        applied.push(migration.name);
      } else if (known !== migration.checksum)
        throw new Error(`The migration ${migration.name} was edited after it was applied. Write a new one instead.`);
    }
    if (appUrl) await admitRole(client, decodeURIComponent(new URL(appUrl).username));
    return applied;
  } finally {
    await client.end();
  }
}

/**
 * The migrations in the order in which they apply.
 * @returns {{ name: string, sql: string, checksum: string }[]}
 */
export function readMigrations() {
  return readdirSync(MIGRATIONS)
    .filter((name) => existsSync(join(MIGRATIONS, name, "migration.sql")))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(MIGRATIONS, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

const bookkeepingTable = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
  migration_name varchar(255) not null, logs text, rolled_back_at timestamptz,
  started_at timestamptz not null default now(), applied_steps_count integer not null default 0)`;

async function appliedChecksums(client) {
  const { rows } = await client.query(
    "select migration_name, checksum, finished_at from _prisma_migrations where rolled_back_at is null",
  );
  const failed = rows.find((row) => row.finished_at === null);
  if (failed)
    throw new Error(
      `The migration ${failed.migration_name} failed earlier. See \`npx prisma migrate resolve --help\`.`,
    );
  return new Map(rows.map((row) => [row.migration_name, row.checksum]));
}

async function apply(client, { name, sql, checksum }) {
  const id = randomUUID();
  await client.query("insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)", [
    id,
    checksum,
    name,
  ]);
  try {
    await client.query(sql);
  } catch (cause) {
    await client.query("update _prisma_migrations set logs = $2 where id = $1", [id, String(cause)]);
    throw new Error(`The migration ${name} failed: ${cause.message}`, { cause });
  }
  await client.query("update _prisma_migrations set finished_at = now(), applied_steps_count = 1 where id = $1", [id]);
}

/** On a server of the user's own the application may sign in under any name; its rights come from c2c_app. */
async function admitRole(client, role) {
  const { rows } = await client.query(
    "select pg_has_role(rolname, 'c2c_app', 'member') as member from pg_roles where rolname = $1",
    [role],
  );
  if (rows.length === 0) throw new Error(`DATABASE_URL signs in as ${role}, a role that the server does not have.`);
  if (rows[0].member) return;
  try {
    await client.query(`grant c2c_app to ${client.escapeIdentifier(role)}`);
  } catch (cause) {
    throw new Error(`The role ${role} has to be a member of c2c_app. As a superuser: GRANT c2c_app TO "${role}";`, {
      cause,
    });
  }
}

/** The two roles and the database that the addresses name, made by whoever may: for a server that is all one's own. */
async function prepare(superUrl, { MIGRATE_DATABASE_URL, DATABASE_URL }) {
  const { prepareDatabase } = await import("./postgres/prepare-database.mjs");
  const [owner, app] = [new URL(MIGRATE_DATABASE_URL), new URL(DATABASE_URL)];
  if (owner.username !== "c2c_owner" || app.username !== "c2c_app" || owner.pathname !== app.pathname)
    throw new Error("With C2C_SUPERUSER_URL the roles are c2c_owner and c2c_app, in one database: see compose.yaml.");
  await prepareDatabase(superUrl, {
    database: decodeURIComponent(owner.pathname.slice(1)),
    ownerPassword: decodeURIComponent(owner.password),
    appPassword: decodeURIComponent(app.password),
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { composeEnvironment } = await import("./environment.mjs");
  const environment = await composeEnvironment();
  try {
    const { MIGRATE_DATABASE_URL, DATABASE_URL } = environment.variables;
    if (process.env.C2C_SUPERUSER_URL) await prepare(process.env.C2C_SUPERUSER_URL, environment.variables);
    const applied = await migrate(MIGRATE_DATABASE_URL, { appUrl: DATABASE_URL });
    console.log(applied.length === 0 ? "Every migration was applied already." : `Applied: ${applied.join(", ")}.`);
  } finally {
    await environment.release();
  }
}
