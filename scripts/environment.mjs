import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { root } from "./install.mjs";
import { prepareDatabase } from "./postgres/prepare-database.mjs";
import { startPostgres } from "./postgres.mjs";

/**
 * The one place that makes the environment of web, worker and command line: what the user set (in the environment, or
 * in `.env`), and for the rest the embedded Postgres and secrets of this machine's own, kept under the data folder.
 * `release` stops Postgres if it was the last to use it.
 * @returns {Promise<{ variables: Record<string, string>, release(): Promise<void> }>}
 */
export async function composeEnvironment() {
  const dataDir = dataFolder();
  const secrets = keptSecrets(dataDir);
  const database = await openDatabase(dataDir, secrets);
  const port = process.env.PORT || "3000";
  const made = {
    ...database.variables,
    C2C_DATA_DIR: dataDir,
    C2C_FS_ROOTS: join(dataDir, "buckets"),
    C2C_SECRET_KEY: secrets.secretKey,
    C2C_DEMO_PASSWORD: secrets.demoPassword,
    C2C_ENGINE: "embedded",
    NEXTAUTH_SECRET: secrets.nextauthSecret,
    NEXTAUTH_URL: `http://127.0.0.1:${port}`,
    NEXT_TELEMETRY_DISABLED: "1",
    NODE_ENV: "production",
  };
  const given = Object.fromEntries(
    Object.keys(made).flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
  );
  const variables = { ...made, ...given, C2C_DATA_DIR: dataDir, NODE_ENV: "production" };
  return { variables, release: database.release };
}

/** Where everything that is this machine's own lives: `.data` in the project, or `C2C_DATA_DIR`. */
export function dataFolder() {
  loadDotEnv();
  const folder = process.env.C2C_DATA_DIR ? resolve(process.env.C2C_DATA_DIR) : join(root, ".data");
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  return folder;
}

/** What is in the environment already wins over the file. */
function loadDotEnv() {
  const file = join(root, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

async function openDatabase(dataDir, { ownerPassword, appPassword }) {
  const { DATABASE_URL, MIGRATE_DATABASE_URL } = process.env;
  if (DATABASE_URL && MIGRATE_DATABASE_URL)
    return { variables: { DATABASE_URL, MIGRATE_DATABASE_URL }, release: async () => {} };
  if (DATABASE_URL || MIGRATE_DATABASE_URL)
    throw new Error(
      "A database of your own takes two addresses: DATABASE_URL, for the application (a role that owns nothing, no " +
        "superuser, without BYPASSRLS), and MIGRATE_DATABASE_URL, for the database's owner, who migrates. " +
        `${DATABASE_URL ? "MIGRATE_DATABASE_URL" : "DATABASE_URL"} is not set.`,
    );
  const server = await startPostgres({ dir: join(dataDir, "postgres") });
  const { appUrl, ownerUrl } = await prepareDatabase(server.superUrl, { database: "c2c", ownerPassword, appPassword });
  return { variables: { DATABASE_URL: appUrl, MIGRATE_DATABASE_URL: ownerUrl }, release: server.release };
}

/** Made once. Who loses this file loses every sealed credential: it belongs into the backup, beside the database. */
function keptSecrets(dataDir) {
  const file = join(dataDir, "secrets.json");
  const random = (bytes) => randomBytes(bytes).toString("base64url");
  const kept = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  const secrets = {
    secretKey: random(32),
    nextauthSecret: random(32),
    ownerPassword: random(24),
    appPassword: random(24),
    demoPassword: random(9),
    ...kept,
  };
  if (Object.keys(kept).length < Object.keys(secrets).length)
    writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  return secrets;
}
