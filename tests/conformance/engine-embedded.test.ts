import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeInngest } from "../../inngest/client.ts";
import { type EmbeddedEngine, startEmbeddedEngine } from "../../inngest/embedded/start-embedded-engine.ts";
import { makeEmbeddedJobs } from "../../lib/adapters/jobs/embedded-jobs.ts";
import type { TestDatabase } from "../support/database.ts";
import { databaseWithTraces } from "./engine-drivers.ts";
import { makeTracedFunctions } from "./engine-functions.ts";
import { makeTrace, readTraces } from "./engine-trace.ts";

function engineOver(url: string, pool: pg.Pool) {
  const inngest = makeInngest({ engine: "embedded" });
  const functions = makeTracedFunctions(inngest, makeTrace(pool));
  const settings = { leaseMs: 2000, pollMs: 200, backoffMs: () => 50, stopDeadlineMs: 100 };
  return startEmbeddedEngine({ connectionString: url, inngest, functions, ...settings }).then((engine) => ({
    engine,
    inngest,
  }));
}

describe("the embedded engine", () => {
  let db: TestDatabase;
  let pool: pg.Pool;
  const engines: EmbeddedEngine[] = [];
  beforeAll(async () => {
    ({ db, pool } = await databaseWithTraces());
  });
  afterAll(async () => {
    await Promise.all(engines.map((engine) => engine.stop()));
    await pool.end();
    await db.close();
  });
  const start = async () => {
    const { engine } = await engineOver(db.url, pool);
    engines.push(engine);
    return engine;
  };
  const until = (subject: string, what: string) =>
    expect.poll(() => readTraces(pool, subject), { timeout: 20_000, interval: 20 }).toContain(what);
  const send = (name: string, subject: string, data: Record<string, unknown> = {}) =>
    pool.query("insert into engine_event (id, name, body) values ($1, $2, $3)", [
      `${name}:${subject}`,
      `suite/${name}`,
      JSON.stringify({ id: `${name}:${subject}`, name: `suite/${name}`, data: { subject, ...data }, ts: Date.now() }),
    ]);
  test("it outlives the loss of every connection, and no step is lost", async () => {
    await start();
    await send("slow", "cut", { count: 8 });
    await until("cut", "s2");
    const admin = new pg.Client({ connectionString: db.superUrl });
    await admin.connect();
    await admin.query(
      "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
    );
    await admin.end();
    await until("cut", "end");
    expect([...new Set(await readTraces(pool, "cut"))]).toEqual([
      "s0",
      "s1",
      "s2",
      "s3",
      "s4",
      "s5",
      "s6",
      "s7",
      "end",
    ]);
  });

  test("a stopped engine gives back what it holds, and another goes on at once", async () => {
    await start();
    await send("slow", "handed over", { count: 20 });
    await until("handed over", "s1");
    await Promise.all(engines.splice(0).map((each) => each.stop()));
    const { rows } = await pool.query(
      "select count(*)::int as left, count(owner)::int as held from engine_job j join engine_run r on r.id = j.run_id where r.events->0->'data'->>'subject' = 'handed over'",
    );
    expect(rows).toEqual([{ left: 1, held: 0 }]);
    await start();
    await until("handed over", "end");
  });

  test("a schedule fires once for a tick, however many workers look", async () => {
    await Promise.all([start(), start()]);
    await pool.query("update engine_cron set last_tick = last_tick - interval '3 hours'");
    await until("hourly", "tick");
    await Promise.all(engines.map((engine) => engine.idle()));
    expect(await readTraces(pool, "hourly")).toEqual(["tick"]);
  });

  test("the port's events reach the functions once", async () => {
    const jobs = makeEmbeddedJobs(pool);
    const event = { name: "run/cancelled" as const, id: "port-event", data: { tenantId: "tnt_1", runId: "run_1" } };
    await jobs.send([event]);
    await jobs.send([event]);
    const { rows } = await pool.query("select body->'data'->>'runId' as run from engine_event where id = 'port-event'");
    expect(rows).toEqual([{ run: "run_1" }]);
  });

  test("an option it does not support is refused, by the function's name and the option's", async () => {
    const inngest = makeInngest({ engine: "embedded" });
    const functions = [
      inngest.createFunction(
        { id: "hasty", triggers: { event: "x" }, throttle: { limit: 1, period: "1s" } },
        async () => {},
      ),
    ];
    await expect(startEmbeddedEngine({ pool, inngest, functions })).rejects.toThrow(/c2-concierge-hasty sets throttle/);
  });
});
