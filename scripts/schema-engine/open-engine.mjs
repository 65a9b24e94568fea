import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { MigrationAdapterFactory, offlineFactory } from "./adapter.mjs";

let loading;

/**
 * A migration engine over `datasource`, or over no database at all.
 * @param {{ datasource: { url: string, shadowDatabaseUrl?: string }, schemaFiles: string[], offline: boolean }} options
 */
export async function openEngine({ datasource, schemaFiles, offline }) {
  loading ??= loadModule();
  const { SchemaEngine } = await loading;
  const datamodels = schemaFiles.map((file) => [file, readFileSync(file, "utf8")]);
  const factory = offline ? offlineFactory() : new MigrationAdapterFactory(datasource);
  const settings = { datamodels: datamodels.length > 0 ? datamodels : undefined };
  return SchemaEngine.new(settings, () => {}, bindMigrationAwareSqlAdapterFactory(factory));
}

/** The package's own entry is made for bundlers, which would load the .wasm file for it. */
async function loadModule() {
  const glue = await import("@prisma/schema-engine-wasm/schema_engine_bg");
  const folder = dirname(createRequire(import.meta.url).resolve("@prisma/schema-engine-wasm"));
  const module = new WebAssembly.Module(readFileSync(join(folder, "schema_engine_bg.wasm")));
  const { exports } = new WebAssembly.Instance(module, { "./schema_engine_bg.js": glue });
  glue.__wbg_set_wasm(exports);
  exports.__wbindgen_start();
  return glue;
}
