import { createServer } from "node:http";
import { serve } from "inngest/node";
import pg from "pg";
import { describe } from "vitest";
import { makeInngest } from "../../inngest/client.ts";
import { testDatabase } from "../support/database.ts";
import { makeTracedFunctions } from "./engine-functions.ts";
import { describeEngine } from "./engine-suite.ts";
import { makeTrace, makeTraceTable, readTraces } from "./engine-trace.ts";

const baseUrl = process.env.INNGEST_BASE_URL;

// Needs a development server (`inngest dev --no-discovery`) that can reach this machine's loopback.
describe.skipIf(!baseUrl)("a real Inngest server at INNGEST_BASE_URL", () => {
  describeEngine(async () => {
    const db = await testDatabase();
    const pool = new pg.Pool({ connectionString: db.superUrl, max: 4 });
    await makeTraceTable(pool);
    const inngest = makeInngest({ engine: "server", baseUrl: baseUrl ?? "", eventKey: "test", isDev: true });
    const app = createServer(serve({ client: inngest, functions: makeTracedFunctions(inngest, makeTrace(pool)) }));
    await new Promise<void>((resolve) => app.listen(0, "127.0.0.1", resolve));
    const address = app.address();
    const port = typeof address === "object" ? address?.port : 0;
    const synced = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: "PUT" });
    if (!synced.ok) throw new Error(`The server did not take the functions: ${synced.status} ${await synced.text()}`);
    return {
      send: (events) => inngest.send(events),
      traces: (subject) => readTraces(pool, subject),
      async close() {
        app.close();
        await pool.end();
        await db.close();
      },
    };
  });
});
