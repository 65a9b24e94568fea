import { fileURLToPath } from "node:url";
import { defineConfig } from "prisma/config";

// Prisma's CLI would download a native schema engine. The same engine is on npm as WASM; scripts/schema-engine.mjs
// speaks the binary's protocol, so that every `npx prisma …` works with no download. PRISMA_NATIVE_ENGINE=1 opts out.
if (!process.env.PRISMA_NATIVE_ENGINE && process.platform !== "win32")
  process.env.PRISMA_SCHEMA_ENGINE_BINARY ??= fileURLToPath(new URL("./scripts/schema-engine.mjs", import.meta.url));
process.env.CHECKPOINT_DISABLE ??= "1";

export default defineConfig({
  schema: "prisma/schema",
  migrations: { path: "prisma/migrations", seed: "node scripts/c2c.mjs seed" },
  datasource: { url: process.env.MIGRATE_DATABASE_URL ?? process.env.DATABASE_URL ?? "" },
});
