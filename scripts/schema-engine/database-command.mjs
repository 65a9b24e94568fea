import pg from "pg";
import { addressOf, inDatabase, messageOf } from "./address.mjs";

/** SQLSTATEs and socket errors as the codes that Prisma's command line shows advice for. */
const prismaCodes = {
  "3D000": "P1003",
  "28P01": "P1000",
  28000: "P1000",
  ECONNREFUSED: "P1001",
  ENOTFOUND: "P1001",
  ETIMEDOUT: "P1001",
};

/**
 * `cli can-connect-to-database` and `cli create-database`. Failures go to standard error as the one line of JSON that
 * Prisma looks for.
 * @param {string[]} args
 * @param {{ url: string }} datasource
 * @returns {Promise<0 | 1>} the exit code
 */
export async function runDatabaseCommand(args, { url }) {
  try {
    const { connectionString, database } = addressOf(url);
    if (args.includes("create-database")) await createDatabase(connectionString, database);
    else await connected(connectionString, () => {});
    return 0;
  } catch (thrown) {
    const code = thrown.code ?? thrown.errors?.[0]?.code;
    const fields = { error_code: prismaCodes[code] ?? "P1000", message: messageOf(thrown) };
    process.stderr.write(`\n${JSON.stringify({ level: "ERROR", target: "schema_engine::logger", fields })}\n`);
    return 1;
  }
}

function createDatabase(connectionString, database) {
  return connected(inDatabase(connectionString, "postgres"), (client) =>
    client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`),
  );
}

async function connected(connectionString, work) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
