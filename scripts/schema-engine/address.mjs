/** Parameters of Prisma's own in a connection URL, which node-postgres would hand to the server, who refuses them. */
const prismaOnly = ["schema", "connection_limit", "pool_timeout", "pgbouncer", "connect_timeout"];

/**
 * A Prisma connection URL as node-postgres takes it, with the schema that it named apart.
 * @param {string} url
 * @returns {{ connectionString: string, schema: string | undefined, database: string }}
 */
export function addressOf(url) {
  const address = new URL(url);
  const schema = address.searchParams.get("schema") ?? undefined;
  for (const parameter of prismaOnly) address.searchParams.delete(parameter);
  return { connectionString: address.href, schema, database: decodeURIComponent(address.pathname.slice(1)) };
}

/**
 * The same server, another database.
 * @param {string} url
 * @param {string} database
 */
export function inDatabase(url, database) {
  const address = new URL(url);
  address.pathname = `/${database}`;
  return address.href;
}

/** What went wrong as a sentence; a refused connection to two addresses has one for each. @param {any} thrown */
export function messageOf(thrown) {
  return thrown.message || thrown.errors?.map((one) => one.message).join("; ") || String(thrown.code ?? thrown);
}
