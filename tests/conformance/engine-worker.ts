// A process that runs the suite's functions: on the embedded engine over DATABASE_URL, or, with INNGEST_BASE_URL, for that server at PORT.
import { createServer } from "node:http";
import { serve } from "inngest/node";
import pg from "pg";
import { makeInngest } from "../../inngest/client.ts";
import { startEmbeddedEngine } from "../../inngest/embedded/start-embedded-engine.ts";
import { makeTracedFunctions } from "./engine-functions.ts";
import { makeTrace } from "./engine-trace.ts";

const { DATABASE_URL: connectionString = "", INNGEST_BASE_URL: baseUrl, PORT: port } = process.env;
const pool = new pg.Pool({ connectionString, max: 2 });
pool.on("error", () => {});
const trace = makeTrace(pool);
process.on("disconnect", () => process.exit(0));
if (baseUrl) await answerServer(baseUrl);
else await runEmbedded();
process.send?.("ready");

async function runEmbedded(): Promise<void> {
  const inngest = makeInngest({ engine: "embedded" });
  const functions = makeTracedFunctions(inngest, trace);
  const settings = { leaseMs: 800, pollMs: 200, backoffMs: () => 50 };
  await startEmbeddedEngine({ connectionString, inngest, functions, ...settings });
}

async function answerServer(at: string): Promise<void> {
  const inngest = makeInngest({ engine: "server", baseUrl: at, eventKey: "test", isDev: true });
  const app = createServer(serve({ client: inngest, functions: makeTracedFunctions(inngest, trace) }));
  await new Promise<void>((resolve) => app.listen(Number(port), "127.0.0.1", resolve));
}
