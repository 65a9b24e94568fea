import { createHash, createHmac } from "node:crypto";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { migrate, readMigrations } from "../../scripts/migrate.mjs";
import { prepareDatabase, urlFor } from "../../scripts/postgres/prepare-database.mjs";
import { startPostgres } from "../../scripts/postgres.mjs";

export interface TestServer {
  superUrl: string;
  /** Stops it where nobody else uses it. */
  release(): Promise<void>;
}

export interface TestDatabase {
  /** As the application's role, which is bound by row-level security. */
  readonly url: string;
  /** As the owner, who migrates. */
  readonly ownerUrl: string;
  /** As the superuser, who sees past row-level security: for a test's own questions, never for the code under test. */
  readonly superUrl: string;
  /** Drops the database, whoever is still connected. */
  close(): Promise<void>;
}

/**
 * A fresh, migrated database: a copy of a template that is made once for each state of prisma/migrations, on `given` or on the
 * server that all tests share.
 */
export async function testDatabase(given?: TestServer): Promise<TestDatabase> {
  const server = given ?? (await testServer());
  const template = `c2c_template_${migrationsHash()}`;
  await ensureTemplate(server.superUrl, template);
  const database = `c2c_test_${process.pid}_${createHash("sha256").update(`${performance.now()}`).digest("hex").slice(0, 8)}`;
  await asSuperuser(server.superUrl, (client) =>
    client.query(`create database ${database} template ${template} owner c2c_owner`),
  );
  return {
    ...urls(server.superUrl, database),
    async close() {
      await asSuperuser(server.superUrl, (client) => client.query(`drop database if exists ${database} with (force)`));
      await server.release();
    },
  };
}

/**
 * The superuser address of the test server: `C2C_TEST_POSTGRES_URL` where it is given (vitest's global setup gives it),
 * else the embedded one under `.data/test-postgres`, started if need be.
 */
export async function testServer(): Promise<TestServer> {
  const given = process.env.C2C_TEST_POSTGRES_URL;
  if (given) return { superUrl: given, release: async () => {} };
  return startPostgres({ dir: fileURLToPath(new URL("../../.data/test-postgres", import.meta.url)), throwaway: true });
}

function migrationsHash(): string {
  const hash = createHash("sha256");
  for (const { name, checksum } of readMigrations()) hash.update(`${name} ${checksum}\n`);
  return hash.digest("hex").slice(0, 12);
}

async function ensureTemplate(superUrl: string, template: string): Promise<void> {
  await asSuperuser(superUrl, async (client) => {
    const exists = async () =>
      (await client.query("select 1 from pg_database where datname = $1", [template])).rowCount;
    if (await exists()) return;
    await client.query("select pg_advisory_lock(hashtext('c2c test template'))");
    if (await exists()) return;
    await dropLeftovers(client);
    // Under another name until it is whole: a test that looks for the template must never find half of one.
    const making = `${template}_making`;
    await client.query(`drop database if exists ${making} with (force)`);
    const made = await prepareDatabase(superUrl, { database: making, ...passwords(superUrl) });
    await migrate(made.ownerUrl);
    await client.query(`alter database ${making} rename to ${template}`);
  });
}

/** Templates of older migrations, and databases that killed runs left more than an hour ago. One in use stays. */
async function dropLeftovers(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select datname as name from pg_database d where (datname like 'c2c\\_template\\_%' or datname like 'c2c\\_test\\_%')
       and (pg_stat_file('base/' || d.oid || '/PG_VERSION')).modification < now() - interval '1 hour'
       and not exists (select 1 from pg_stat_activity a where a.datid = d.oid)`,
  );
  for (const { name } of rows) await client.query(`drop database if exists ${name}`).catch(() => {});
}

/** Derived, not random, so that concurrent runs on one server agree without a file between them. */
function passwords(superUrl: string): { ownerPassword: string; appPassword: string } {
  const derive = (role: string) => createHmac("sha256", new URL(superUrl).password).update(role).digest("base64url");
  return { ownerPassword: derive("c2c_owner"), appPassword: derive("c2c_app") };
}

function urls(superUrl: string, database: string) {
  const { ownerPassword, appPassword } = passwords(superUrl);
  const superUser = new URL(superUrl);
  superUser.pathname = `/${database}`;
  return {
    url: urlFor(superUrl, { role: "c2c_app", password: appPassword, database }),
    ownerUrl: urlFor(superUrl, { role: "c2c_owner", password: ownerPassword, database }),
    superUrl: superUser.href,
  };
}

async function asSuperuser<T>(superUrl: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
