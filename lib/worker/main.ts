import { makeInngest, serverOf } from "../../inngest/client.ts";
import { startEmbeddedEngine } from "../../inngest/embedded/start-embedded-engine.ts";
import { makeFunctions } from "../../inngest/functions/index.ts";
import { serveFunctions } from "../../inngest/serve-functions.ts";
import { env } from "../env.ts";
import { makeLog } from "../log.ts";
import { type Wiring, wire } from "../wire.ts";
import { beat } from "./beat.ts";
import { takeLostWorkers } from "./lost-workers.ts";
import { surroundingsOf } from "./surroundings.ts";

/**
 * The worker: runs the durable functions, and with them the pump and its media processes, by an engine of its own or as an
 * Inngest server calls them. Shares nothing with the web process but Postgres; any number of workers may run. Ends after
 * what is in flight settled, on SIGTERM as well as when the supervisor that started it is gone.
 */
async function main(): Promise<void> {
  const settings = env();
  const log = makeLog("worker");
  const ending = new AbortController();
  const wiring = wire({ env: settings, log, connections: 16, ports: { ending: ending.signal } });
  await wiring.database.refuseMightyRole();
  const heart = await beat(wiring, "worker");
  const engine = await startEngine(wiring, heart.id);
  log.event("info", "worker.ready", { engine: settings.C2C_ENGINE });

  const end = async (why: string) => {
    if (ending.signal.aborted) return;
    ending.abort();
    log.event("info", "worker.ending", { why });
    await engine.stop();
    await heart.stop();
    await wiring.close();
    process.exit(0);
  };
  process.on("SIGTERM", () => void end("SIGTERM"));
  process.on("SIGINT", () => void end("SIGINT"));
  // The supervisor holds the other end: when it is gone, nobody would ever stop this process.
  process.on("disconnect", () => void end("the supervisor is gone"));
}

/** The engine of this very process, or the door for the one that an Inngest server is. */
async function startEngine(wiring: Wiring, owner: string): Promise<{ stop(): Promise<void> }> {
  const { env: settings, log } = wiring;
  const surroundings = surroundingsOf(wiring);
  if (settings.C2C_ENGINE === "server") {
    const inngest = makeInngest({ engine: "server", ...serverOf(settings) });
    const at = { host: settings.C2C_WORKER_HOST, port: settings.C2C_WORKER_PORT };
    return serveFunctions(inngest, makeFunctions(inngest, surroundings), at);
  }
  const inngest = makeInngest({ engine: "embedded" });
  return startEmbeddedEngine({
    connectionString: settings.DATABASE_URL,
    inngest,
    functions: makeFunctions(inngest, surroundings),
    leaseMs: settings.C2C_LEASE_MS,
    owner,
    lostOwners: await takeLostWorkers(wiring, owner),
    metrics: wiring.ports.metrics,
    log,
  });
}

main().catch((thrown) => {
  console.error(thrown instanceof Error ? thrown.message : thrown);
  process.exit(1);
});
