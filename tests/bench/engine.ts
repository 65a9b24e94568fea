// Milliseconds per durable step, beside the same rows written by hand. Run: npx tsx tests/bench/engine.ts
import pg from "pg";
import { makeInngest } from "../../inngest/client.ts";
import { startEmbeddedEngine } from "../../inngest/embedded/start-embedded-engine.ts";
import { testDatabase } from "../support/database.ts";

const steps = 200;
const db = await testDatabase();
const pool = new pg.Pool({ connectionString: db.url, max: 8 });
const inngest = makeInngest({ engine: "embedded" });
let done: () => void = () => {};
const many = inngest.createFunction({ id: "many", triggers: { event: "bench/many" } }, async ({ step }) => {
  for (let i = 0; i < steps; i++) await step.run(`s${i}`, () => i);
  done();
});
const engine = await startEmbeddedEngine({ pool, inngest, functions: [many] });
const figures: number[] = [];
for (let round = 0; round < 4; round++) {
  const finished = new Promise<void>((resolve) => {
    done = resolve;
  });
  const startedMs = performance.now();
  await inngest.send({ name: "bench/many", data: {} });
  await finished;
  figures.push((performance.now() - startedMs) / steps);
  await engine.idle();
}
const stepMs = Math.min(...figures);
const startedMs = performance.now();
for (let i = 0; i < steps; i++)
  await pool.query("insert into engine_step (run_id, id, body) values ('bench', $1, '{}')", [`s${i}`]);
const rawMs = (performance.now() - startedMs) / steps;
console.log(
  `a durable step: ${stepMs.toFixed(2)} ms; one raw insert: ${rawMs.toFixed(2)} ms; ratio ${(stepMs / rawMs).toFixed(1)}`,
);
await engine.stop();
await pool.end();
await db.close();
