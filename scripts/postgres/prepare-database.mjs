/**
 * Makes the two roles, if missing, and a database that the owner owns; sets the passwords either way. The owner migrates
 * and is bound by row-level security like anybody (no superuser, no BYPASSRLS); the application owns nothing.
 * @param {string} superUrl
 * @param {{ database: string, ownerPassword: string, appPassword: string }} wanted
 * @returns {Promise<{ appUrl: string, ownerUrl: string }>}
 */
export async function prepareDatabase(superUrl, { database, ownerPassword, appPassword }) {
  const { default: pg } = await import("pg");
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    // Two processes that start together would collide on the roles; the lock ends with the connection.
    await client.query("select pg_advisory_lock(hashtext('c2c prepare database'))");
    await ensureRole(client, { name: "c2c_owner", password: ownerPassword, may: "CREATEDB" });
    await ensureRole(client, { name: "c2c_app", password: appPassword, may: "NOCREATEDB" });
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [database]);
    const name = client.escapeIdentifier(database);
    if (!rowCount) {
      await client.query(
        `CREATE DATABASE ${name} OWNER c2c_owner TEMPLATE template0 ENCODING 'UTF8' ${await sortedByBytes(client)}`,
      );
      await client.query(`REVOKE ALL ON DATABASE ${name} FROM PUBLIC`);
    }
    // Bulk rows go through a temporary table, since COPY straight into one under row-level security is refused.
    await client.query(`GRANT CONNECT, TEMPORARY ON DATABASE ${name} TO c2c_app`);
  } finally {
    await client.end();
  }
  return {
    appUrl: urlFor(superUrl, { role: "c2c_app", password: appPassword, database }),
    ownerUrl: urlFor(superUrl, { role: "c2c_owner", password: ownerPassword, database }),
  };
}

/**
 * How a database is told to sort as object stores do, whatever the server's own language is: pages below a prefix are ranges of an
 * index then, and comparing keys costs a fraction. Servers before 17 have no such locale of their own, and only letters keep theirs.
 */
async function sortedByBytes(client) {
  const { rows } = await client.query(
    "select current_setting('server_version_num')::int as version, datctype as letters from pg_database where datname = 'template0'",
  );
  const [{ version, letters }] = rows;
  if (version >= 170_000) return "LOCALE 'C' LOCALE_PROVIDER builtin BUILTIN_LOCALE 'C.UTF-8'";
  return `LOCALE_PROVIDER libc LC_COLLATE 'C' LC_CTYPE ${client.escapeLiteral(letters)}`;
}

/**
 * The same server as another role, in another database; query parameters stay.
 * @param {string} url
 * @param {{ role: string, password: string, database: string }} as
 */
export function urlFor(url, { role, password, database }) {
  const address = new URL(url);
  address.username = role;
  address.password = password;
  address.pathname = `/${database}`;
  return address.href;
}

async function ensureRole(client, { name, password, may }) {
  const { rowCount } = await client.query("select 1 from pg_roles where rolname = $1", [name]);
  const rights = `LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEROLE ${may} PASSWORD ${client.escapeLiteral(password)}`;
  await client.query(`${rowCount ? "ALTER" : "CREATE"} ROLE ${name} ${rights}`);
}
