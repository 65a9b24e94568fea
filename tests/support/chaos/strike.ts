import pg from "pg";
import type { TestDatabase } from "../database.ts";
import type { FaultProxy } from "../fault-proxy.ts";
import type { ChaosFault } from "./draw-faults.ts";
import type { MortalServer } from "./mortal-server.ts";
import { leaseMs, type Stage } from "./stage.ts";

export interface Scene {
  db: TestDatabase;
  /** The one that `db` is on. */
  server: MortalServer;
  stage: Stage;
  /** Between everybody and the store. */
  proxy: FaultProxy;
  runId: string;
  /** May operate the run over HTTP. */
  apiKey: string;
  /** The web process that is being started again and asked to resume the run, while other things go wrong. */
  returning: Promise<void>;
}

const write = "PUT";
const conflict = { kind: "answer", status: 409, code: "ConditionalRequestConflict" } as const;
const slowDown = { kind: "answer", status: 503, code: "SlowDown" } as const;

/** Lets one thing go wrong, and puts back what only an operator would: processes that were killed run again. */
export async function strike(scene: Scene, fault: ChaosFault): Promise<void> {
  const { stage, proxy } = scene;
  const times = <T>(count: number, one: T): T[] => Array.from({ length: count }, () => one);
  switch (fault.kind) {
    case "kill-worker":
      return killAndStart(stage, [fault.worker]);
    case "kill-workers":
      return killAndStart(
        stage,
        Array.from({ length: stage.workers }, (_, which) => which),
      );
    case "kill-server":
      return killServer(scene, fault.afterMs);
    case "cut-connections":
      return asSuperuser(scene.db, async (client) => {
        await client.query(
          `select pg_terminate_backend(pid) from (
             select pid, row_number() over (order by pid) as n, count(*) over () as of from pg_stat_activity
             where datname = current_database() and usename = 'c2c_app') a
           where n <= ceil(a.of * $1::float8)`,
          [fault.share],
        );
      });
    case "kill-database":
      // A web process that is being started could not answer, and would be taken for one that cannot.
      await scene.returning;
      await scene.server.kill();
      await new Promise((resolve) => setTimeout(resolve, fault.downMs));
      await scene.server.start();
      return stage.startEnded();
    case "stall-worker":
      return stage.stallWorker(fault.worker, leaseMs * fault.leases);
    case "late-writes":
      return proxy.spoil(...times(fault.writes, { kind: "hang-after", method: write } as const));
    case "lost-answers":
      return proxy.spoil(...times(fault.writes, { kind: "lose-answer", method: write } as const));
    case "twin-writes":
      return proxy.spoil(...times(fault.writes, { kind: "twice", method: write } as const));
    case "conflicts":
      return proxy.spoil(...times(fault.writes, { ...conflict, method: write }));
    case "storm":
      return proxy.spoil(...times(fault.requests, slowDown));
    case "clock-jump":
      return stage.setClock(fault.worker, fault.offMs);
    case "leases-end":
      return asSuperuser(scene.db, async (client) => {
        await client.query(
          "update run_item set lease_until = clock_timestamp() - interval '1 second' where run_id = $1 and state = 'leased'",
          [scene.runId],
        );
        await client.query(
          "update engine_job set lease_until = clock_timestamp() - interval '1 second' where owner is not null",
        );
      });
  }
}

async function killAndStart(stage: Stage, which: number[]): Promise<void> {
  await stage.killWorkers(which);
  await stage.startWorkers(which);
}

/** Whether the pause was written before the end nobody knows, and nobody needs to: whoever asks to resume gets a run that goes on. */
async function killServer(scene: Scene, afterMs: number): Promise<void> {
  const { stage, runId, apiKey } = scene;
  await scene.returning;
  const ask = (act: "pause" | "resume") =>
    fetch(`${stage.address}/api/v1/runs/${runId}/${act}`, { method: "POST", headers: { "x-api-key": apiKey } });
  const pausing = ask("pause").catch(() => null);
  await new Promise((resolve) => setTimeout(resolve, afterMs));
  await stage.killWeb();
  await pausing;
  scene.returning = (async () => {
    await stage.startWeb();
    const resumed = await ask("resume");
    const text = await resumed.text();
    // A run that finished meanwhile cannot be resumed, and needs not.
    if (!resumed.ok && !text.includes("The run is finished"))
      throw new Error(`resume was refused: ${resumed.status} ${text}`);
  })();
  // Whoever waits for it gets its failure.
  scene.returning.catch(() => {});
}

async function asSuperuser(db: TestDatabase, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: db.superUrl });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
