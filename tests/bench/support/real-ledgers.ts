import { copyFile, mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFsStore } from "../../../lib/adapters/store/fs.ts";
import { writeDemoBucket } from "../../../lib/demo/write-demo-bucket.ts";
import { compareRunLedger } from "../../../lib/run/compare-ledger.ts";
import { fillRun } from "../../../lib/run/fill.ts";
import { startRun } from "../../../lib/run/start.ts";
import { approvedPlan } from "../../support/approved-plan.ts";
import { testDatabase } from "../../support/database.ts";
import { pumpToEnd } from "../../support/launched-run.ts";
import { makeTenant, testWiring } from "../../support/wiring.ts";
import { makeFiles } from "./media-files.ts";

/** Buckets of files, and how many of their objects are drawn. */
const buckets: Record<string, { wanted: number; fill: (folder: string) => Promise<void> }> = {
  "1,000 photographs of 400 KB": {
    wanted: 200,
    fill: async (root) => void (await makeFiles(root, "jpeg", 400_000, 1_000)),
  },
  "photographs of 100 KB to 4 MB, a tenth of them twice": { wanted: 200, fill: mixed },
  "the demo's hundred objects of many kinds": { wanted: 100, fill: demo },
};

async function mixed(root: string): Promise<void> {
  const sizes = { small: [100_000, 500], middle: [800_000, 200], large: [4_000_000, 60] } as const;
  for (const [name, [bytes, count]] of Object.entries(sizes)) {
    await mkdir(join(root, name));
    await makeFiles(join(root, name), "jpeg", bytes, count);
    await mkdir(join(root, "again", name), { recursive: true });
    for (const file of (await readdir(join(root, name))).slice(0, count / 10))
      await copyFile(join(root, name, file), join(root, "again", name, file));
  }
}

async function demo(root: string): Promise<void> {
  const store = openFsStore({ root, allowedRoots: [root] });
  await writeDemoBucket(store, async (jpeg) => jpeg);
  await store.close();
}

/** Real runs over real buckets: each line of the approved ledger beside what was counted, and how far it was off. */
export async function realLedgers(): Promise<void> {
  for (const [name, { wanted, fill }] of Object.entries(buckets)) {
    const root = await mkdtemp(join(tmpdir(), "c2c-ledger-"));
    const db = await testDatabase();
    const wiring = testWiring(db, { connections: 10 });
    try {
      await fill(root);
      const tenant = await makeTenant(wiring);
      const bucket = { location: { kind: "fs", root } as const, secret: null };
      const plan = await approvedPlan(tenant, bucket, { cpuUsdPerHour: "0.05" }, { wanted, seed: "bench" });
      const { runId } = await startRun(tenant.owner, plan);
      await fillRun(tenant.system, { runId });
      await pumpToEnd(wiring, tenant, runId);
      const { lines, total } = await compareRunLedger(tenant.owner, { runId });
      console.log(`\n${name}`);
      for (const { label, estimate, actual, verdict } of lines) {
        if (estimate.high === "0" && actual === "0") continue;
        console.log(
          `  ${label.padEnd(26)}${actual.padStart(14)}  ${offBy(verdict)}  ${estimate.low} – ${estimate.high}`,
        );
      }
      console.log(`  ${"total, US$".padEnd(26)}${total.actualUsd.padStart(14)}  ${offBy(total.verdict)}`);
    } finally {
      await wiring.close();
      await db.close();
      await rm(root, { recursive: true, force: true });
    }
  }
}

function offBy(verdict: { deviation: number | null; withinInterval: boolean } | null): string {
  const { deviation, withinInterval } = verdict ?? { deviation: null, withinInterval: false };
  const off = deviation === null ? "–" : `${(100 * deviation).toFixed(1)} %`;
  return `${off.padStart(8)} ${withinInterval ? "within" : "OUTSIDE"}`;
}
