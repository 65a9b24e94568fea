// A worker process for the tests: the embedded engine over DATABASE_URL, with the suite's functions.
import pg from "pg";
import { makeInngest } from "../../inngest/client.ts";
import { startEmbeddedEngine } from "../../inngest/embedded/start-embedded-engine.ts";
import { makeTracedFunctions } from "./engine-functions.ts";
import { makeTrace } from "./engine-trace.ts";

const connectionString = process.env.DATABASE_URL ?? "";
const inngest = makeInngest({ engine: "embedded" });
const pool = new pg.Pool({ connectionString, max: 2 });
pool.on("error", () => {});
await startEmbeddedEngine({
  connectionString,
  inngest,
  functions: makeTracedFunctions(inngest, makeTrace(pool)),
  leaseMs: 800,
  pollMs: 200,
});
process.on("disconnect", () => process.exit(0));
process.send?.("ready");
