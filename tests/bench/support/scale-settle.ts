import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { makeInngest } from "../../../inngest/client.ts";
import { startEmbeddedEngine } from "../../../inngest/embedded/start-embedded-engine.ts";
import { sha256Hex } from "../../../lib/kernel/bytes.ts";
import { type Id, newId } from "../../../lib/kernel/ids.ts";
import type { Outcome } from "../../../lib/kernel/outcome.ts";
import { fillRun } from "../../../lib/run/fill.ts";
import { getRun } from "../../../lib/run/get.ts";
import type { ClaimedItem } from "../../../lib/run/item-rows.ts";
import { openKit } from "../../../lib/run/open-kit.ts";
import { PumpWork } from "../../../lib/run/pump-work.ts";
import { closeKit, type SigningKit } from "../../../lib/run/signing-kit.ts";
import { startRun } from "../../../lib/run/start.ts";
import { approvedPlan } from "../../support/approved-plan.ts";
import { startWorker, until } from "../../support/worker-process.ts";
import { measure } from "./measure.ts";
import { pageFigures } from "./scale-pages.ts";
import { perSecond, type ScaleSection, type ScaleStage, seconds } from "./scale-stage.ts";

/** So many rows are claimed and settled with nothing done to them. */
const settledRows = 20_000;
/** What the worker's functions work between two checkpoints. */
const stepMs = 5_000;

/** What a run costs besides its signing: rows written, claimed and settled, checkpoints, the way back after a kill, and lists of it. */
export const settleSection: ScaleSection = async (stage) => {
  const root = await mkdtemp(join(tmpdir(), "c2c-scale-"));
  try {
    const runId = await launch(stage, root);
    const filled = await measure(stage.rows, async () => void (await fillRun(stage.tenant.system, { runId })));
    return [
      `run rows: ${perSecond(stage.rows, filled.wallMs)} rows/s, ${seconds(filled.wallMs)}`,
      await settleNothing(stage, runId),
      await checkpoint(stage),
      await resume(stage, runId),
      ...(await pageFigures(stage, runId)),
    ];
  } finally {
    await rm(root, { recursive: true, force: true });
  }
};

/** A run over a list of `rows` objects that are left alone without being read, were anybody to really work on them. */
async function launch({ rows, wiring, tenant }: ScaleStage, root: string): Promise<Id<"run">> {
  await writeFile(join(root, "0.txt"), "no picture");
  const plan = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
  await wiring.database.within(
    tenant.tenantId,
    (tx) => tx.$executeRaw`
      insert into inventory_object (tenant_id, inventory_id, key, etag, size_bytes, last_modified, storage_class, mime)
      select ${tenant.tenantId}, ${plan.inventoryId}, 'y' || n / 10000 || '/' || lpad(n::text, 8, '0') || '.txt', 'e' || n, 400000,
        now(), 'STANDARD', 'text/plain'
      from generate_series(2, ${rows}::int) n`,
  );
  return (await startRun(tenant.owner, plan)).runId;
}

async function settleNothing({ rows, wiring, tenant }: ScaleStage, runId: Id<"run">): Promise<string> {
  const { system: ctx } = tenant;
  const kit = await openKit(ctx, runId);
  if (kit === null) throw new Error("the run is not running");
  const width = wiring.ports.media.parallel * 4;
  const slices = Math.min(settledRows, rows) / 1_000;
  const { wallMs, mainCpuMs, serverCpuMs } = await measure(slices * 1_000, async () => {
    for (let slice = 0; slice < slices; slice++) {
      const input = { runId, slice, budgetMs: 600_000, leaseMs: 60_000, objectsMax: 1_000 };
      const seat = { granted: width, width, hold: width * 8 };
      await new PumpWork(ctx, kit, input, newId("lease"), seat, signNothing).untilBudget();
    }
  });
  await closeKit(kit);
  const each = (ms: number) => `${(ms / (slices * 1_000)).toFixed(3)} ms`;
  return `claim and settle: ${each(mainCpuMs)} of CPU an asset here and ${each(serverCpuMs)} in Postgres, ${perSecond(slices * 1_000, wallMs)} assets/s`;
}

/** As if it had been signed: the receipt, usage and manifest rows of it are written as always. */
async function signNothing({ settings, signer }: SigningKit, { key, sizeBytes }: ClaimedItem): Promise<Outcome> {
  const hash = sha256Hex(Buffer.from(key));
  return {
    kind: "signed",
    facts: {
      mode: settings.mode,
      contentSha256: hash,
      intentSha256: hash,
      storedKey: `c2pa/manifests/${hash}.c2pa`,
      storedSha256: hash,
      storedSizeBytes: sizeBytes,
      manifestLabel: `urn:c2pa:${hash}`,
      signerKeyId: signer.keyId,
      validationState: "Trusted",
      validationCodes: ["assertion.dataHash.match", "claimSignature.validated", "signingCredential.trusted"],
      parentManifest: "none",
      adopted: false,
      timeStamp: { kind: "none" },
      sidecar: null,
    },
  };
}

/** Steps that do nothing, so that what is left is their checkpoints. */
async function checkpoint({ db }: ScaleStage): Promise<string> {
  const [calls, steps] = [20, 20];
  const inngest = makeInngest({ engine: "embedded" });
  const idle = inngest.createFunction({ id: "idle", triggers: { event: "bench/idle" } }, async ({ step }) => {
    for (let i = 0; i < steps; i++) await step.run(`s${i}`, () => i);
  });
  const engine = await startEmbeddedEngine({ connectionString: db.url, inngest, functions: [idle] });
  const { mainCpuMs, serverCpuMs } = await measure(calls * steps, async () => {
    await inngest.send(Array.from({ length: calls }, () => ({ name: "bench/idle", data: {} })));
    await engine.idle();
  });
  await engine.stop();
  const each = (mainCpuMs + serverCpuMs) / (calls * steps);
  const share = (each / (stepMs * availableParallelism())) * 100;
  return `checkpoint: ${each.toFixed(1)} ms of CPU a step with Postgres', ${share.toFixed(3)} % of a step of ${stepMs / 1000} s`;
}

/** A worker is killed while it settles; the next one's first row counts from when it says that it is ready. */
async function resume({ db, tenant }: ScaleStage, runId: Id<"run">): Promise<string> {
  const settled = async () => {
    const { signed, skipped, failed } = await getRun(tenant.owner, { runId });
    return Number(signed) + Number(skipped) + Number(failed);
  };
  const environment = { C2C_LEASE_MS: "60000" };
  const before = await settled();
  const first = await startWorker(db, environment);
  await until(async () => (await settled()) > before + 500, 120_000, `the worker settled nothing: ${first.log()}`);
  await first.kill();
  const killed = await settled();
  const second = await startWorker(db, environment);
  const readyMs = performance.now();
  await until(async () => (await settled()) > killed, 120_000, `nothing went on: ${second.log()}`);
  const tookMs = performance.now() - readyMs;
  await second.stop();
  return `resume after a kill: first asset settled ${seconds(tookMs)} after readiness`;
}
