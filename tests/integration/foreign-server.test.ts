import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prepareDatabase } from "../../scripts/postgres/prepare-database.mjs";
import { startPostgres } from "../../scripts/postgres.mjs";

let folder: string;
let server: { superUrl: string; release(): Promise<void> };
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "c2c-foreign-"));
  server = await startPostgres({ dir: folder, throwaway: true });
});
afterAll(async () => {
  await server?.release();
  await rm(folder, { recursive: true, force: true });
});

test("on a server that sorts by its language, the database that is made sorts keys by their bytes", async () => {
  await ask(server.superUrl, "alter database template1 is_template false");
  await ask(server.superUrl, "drop database template1");
  await ask(
    server.superUrl,
    "create database template1 template template0 locale_provider icu icu_locale 'en-US' is_template true",
  );
  await ask(server.superUrl, "create database theirs");
  const sorted = "select array_agg(k order by k) as keys from unnest(array['a', 'B', 'é', 'b/1', 'b0', 'Z']) k";
  const elsewhere = new URL(server.superUrl);
  elsewhere.pathname = "/theirs";
  expect(await ask(elsewhere.href, sorted)).toEqual([{ keys: ["a", "B", "b/1", "b0", "é", "Z"] }]);

  const made = await prepareDatabase(server.superUrl, { database: "ours", ownerPassword: "one", appPassword: "two" });
  expect(await ask(made.appUrl, sorted)).toEqual([{ keys: ["B", "Z", "a", "b/1", "b0", "é"] }]);
  expect(await ask(made.appUrl, "select lower('ÉA') as low")).toEqual([{ low: "éa" }]);
});

async function ask(url: string, sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}
