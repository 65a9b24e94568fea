import { randomUUID } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import { ColumnTypeEnum, mockMigrationAwareAdapterFactory } from "@prisma/driver-adapter-utils";
import { addressOf, inDatabase } from "./address.mjs";

const TEXT_OID = 25;
/** Types of the system catalogs, by oid, that the engine selects and that adapter-pg refuses: what they are to the engine. */
const catalogTypes = new Map([
  [18, ColumnTypeEnum.Character],
  [22, ColumnTypeEnum.Text],
  [194, ColumnTypeEnum.Text],
  [1002, ColumnTypeEnum.CharacterArray],
  [1003, ColumnTypeEnum.TextArray],
]);

/** Prisma's adapter for PostgreSQL, mended where it falls short of what the migration engine asks of it. */
export class MigrationAdapterFactory extends PrismaPg {
  /** @param {{ url: string, shadowDatabaseUrl?: string }} datasource */
  constructor(datasource) {
    const { connectionString, schema } = addressOf(datasource.url);
    super({ connectionString, max: 1 }, { schema });
    this.datasource = datasource;
  }

  async connect() {
    return mend(await super.connect());
  }

  /**
   * A database to replay migrations in. The inherited one would hand back the real database, because node-postgres
   * prefers the name in a connection string over the one beside it.
   */
  connectToShadowDb() {
    const { url, shadowDatabaseUrl } = this.datasource;
    return shadowDatabaseUrl ? emptied(shadowDatabaseUrl) : this.#temporaryDatabase(url);
  }

  async #temporaryDatabase(url) {
    const name = `prisma_migrate_shadow_db_${randomUUID()}`;
    const admin = await this.connect();
    await admin.executeScript(`CREATE DATABASE "${name}"`);
    const shadow = await new MigrationAdapterFactory({ url: inDatabase(url, name) }).connect();
    const leave = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await leave();
      await admin.executeScript(`DROP DATABASE IF EXISTS "${name}" WITH (FORCE)`);
      await admin.dispose();
    };
    return shadow;
  }
}

/** For comparing schema files with one another: no database is there, and the engine only asks which server it would be. */
export function offlineFactory() {
  const factory = mockMigrationAwareAdapterFactory("postgres");
  const { connect } = factory;
  const server = {
    columnNames: ["exists", "version", "numeric_version"],
    columnTypes: [ColumnTypeEnum.Boolean, ColumnTypeEnum.Text, ColumnTypeEnum.Int32],
    rows: [[true, "PostgreSQL 18", 180_000]],
  };
  factory.connect = async () => Object.assign(await connect(), { queryRaw: async () => server });
  return factory;
}

async function emptied(url) {
  const adapter = await new MigrationAdapterFactory({ url }).connect();
  await adapter.executeScript("DROP SCHEMA IF EXISTS public CASCADE; CREATE SCHEMA public");
  return adapter;
}

function mend(adapter) {
  const { performIO, queryRaw } = adapter;
  // The connection runs one query at a time, so this is always the query that is being answered.
  let catalogColumns = [];
  adapter.performIO = async function (query) {
    const result = await performIO.call(this, query);
    catalogColumns = result.fields?.map((field) => catalogTypes.get(field.dataTypeID)) ?? [];
    for (const field of result.fields ?? []) if (catalogTypes.has(field.dataTypeID)) field.dataTypeID = TEXT_OID;
    return result;
  };
  adapter.queryRaw = async function (query) {
    const result = await queryRaw.call(this, query);
    return { ...result, columnTypes: result.columnTypes.map((type, at) => catalogColumns[at] ?? type) };
  };
  // The inherited one cuts the script at every semicolon, also within a function's body. The server takes it whole.
  adapter.executeScript = async function (script) {
    try {
      await this.client.query(script);
    } catch (thrown) {
      this.onError(thrown);
    }
  };
  return adapter;
}
