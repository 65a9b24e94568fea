import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { dataFolder } from "./environment.mjs";
import { startPostgres } from "./postgres.mjs";

// What Playwright starts: the same supervisor as `npm run up`, over a data folder that is new each time. A run that was
// killed may have left its database running in the old one.
const postgres = join(dataFolder(), "postgres");
if (existsSync(join(postgres, "data", "postmaster.pid"))) await (await startPostgres({ dir: postgres })).release();
rmSync(dataFolder(), { recursive: true, force: true });
await import("./up.mjs");
