import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeInngest } from "../../inngest/client.ts";
import { startEmbeddedEngine } from "../../inngest/embedded/start-embedded-engine.ts";
import { makeEmbeddedJobs } from "../../lib/adapters/jobs/embedded-jobs.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";

let db: TestDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  db = await testDatabase();
  pool = new pg.Pool({ connectionString: db.url, max: 4 });
});
afterAll(async () => {
  await pool.end();
  await db.close();
});

/** Sends the events, has one engine with one place do them, and tells in which order their steps were done. */
async function served(events: { tenant: string; name: string; seconds?: number }[]): Promise<string[]> {
  const order: string[] = [];
  const inngest = makeInngest({ engine: "embedded" });
  const worked = inngest.createFunction(
    {
      id: "worked",
      triggers: { event: "run/cancelled" },
      concurrency: [{ key: "event.data.tenant", limit: 2 }],
      priority: { run: "event.data.seconds" },
      // Out of the process after every step: what a turn is given again is seen by it.
      checkpointing: false,
    },
    async ({ event, step }) => {
      for (const part of [1, 2]) await step.run(`part-${part}`, () => void order.push(`${event.data.name}.${part}`));
    },
  );
  const sent = events.map((data) => ({ name: "run/cancelled", id: `turns:${data.name}`, data }));
  await makeEmbeddedJobs(pool).send(sent as never);
  const settings = { connectionString: db.url, concurrency: 1, pollMs: 50, leaseMs: 5_000 };
  const engine = await startEmbeddedEngine({ ...settings, inngest, functions: [worked] });
  await engine.idle();
  await engine.stop();
  return order;
}

test("turns take turns from step to step, whoever has more waiting", async () => {
  const many = Array.from({ length: 6 }, (_, i) => ({ tenant: "big", name: `a${i}` }));
  const order = await served([...many, { tenant: "small", name: "z" }]);
  expect(order).toHaveLength(14);
  // The small one's two parts are through after as many of the big one's, and what was begun is brought to its end.
  expect(order.indexOf("z.2")).toBeLessThanOrEqual(5);
  expect(order.filter((name) => name.startsWith("a"))).toEqual(many.flatMap(({ name }) => [`${name}.1`, `${name}.2`]));
});

test("a run of higher priority comes before those of its own turn, and one of lower priority after them", async () => {
  const order = await served([
    { tenant: "one", name: "low", seconds: -300 },
    { tenant: "one", name: "plain", seconds: 0 },
    { tenant: "one", name: "unsaid" },
    { tenant: "one", name: "high", seconds: 300 },
  ]);
  expect(order.filter((name) => name.endsWith(".1"))).toEqual(["high.1", "plain.1", "unsaid.1", "low.1"]);
});
