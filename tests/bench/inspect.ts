import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Reader } from "@contentauth/c2pa-node";
import { sdkSettings } from "../../lib/adapters/media/sdk-settings.ts";
import { inspectProof } from "../../lib/proof/inspect.ts";
import { ensureDevelopmentIdentity } from "../../lib/signer-identity/ensure-development.ts";
import { openSigner } from "../../lib/signer-identity/open-signer.ts";
import { testDatabase } from "../support/database.ts";
import { openSigningBench } from "../support/signing.ts";
import { makeTenant, testWiring } from "../support/wiring.ts";
import { makeFiles } from "./support/media-files.ts";

// How long one file takes to be verified, as an upload to /verify is once it has arrived: the verb whole, with its
// hash, its media process and the workspace's anchors, beside the bare SDK on the same file in this very process.
// Run: npm run bench -- inspect
const rounds = 60;
const sizes = [
  { name: "jpeg 400 KB", kind: "jpeg", sizeBytes: 400_000 },
  { name: "png 5 MB", kind: "png", sizeBytes: 5_000_000 },
  { name: "jpeg 10 MB", kind: "jpeg", sizeBytes: 10_000_000 },
] as const;

const db = await testDatabase();
const wiring = testWiring(db);
const tenant = await makeTenant(wiring);
const { id, anchorPem } = await ensureDevelopmentIdentity(tenant.owner, {});
const signer = await openSigner(tenant.system, id);
const bench = await openSigningBench();
const folder = await mkdtemp(join(tmpdir(), "c2c-bench-inspect-"));
try {
  console.log("                    median ms   90 % within   bare SDK, median ms   ratio");
  for (const { name, kind, sizeBytes } of sizes) {
    const [made] = await makeFiles(folder, kind, sizeBytes, 1);
    const mime = `image/${kind}`;
    const { output } = await bench.sign(Uint8Array.from(await readFile(String(made))), mime, "embed", signer);
    const path = join(folder, `signed-${kind}-${sizeBytes}`);
    await writeFile(path, output);
    const whole = await timed(() => inspectProof(tenant.owner, { path, name: `a.${kind}` }));
    const bare = await timed(async () =>
      (await Reader.fromAsset({ path, mimeType: mime }, sdkSettings(anchorPem)))?.json(),
    );
    const cells = [at(whole, 0.5), at(whole, 0.9), at(bare, 0.5), at(whole, 0.5) / at(bare, 0.5)];
    console.log(
      name.padEnd(18) +
        cells.map((cell, column) => cell.toFixed(column === 3 ? 2 : 1).padStart([11, 14, 22, 8][column] ?? 8)).join(""),
    );
  }
} finally {
  await rm(folder, { recursive: true, force: true });
  await bench.close();
  await wiring.close();
  await db.close();
}

/** Milliseconds of each round in ascending order; the first few warm things up and are not counted. */
async function timed(work: () => Promise<unknown>): Promise<number[]> {
  const times: number[] = [];
  for (let round = -5; round < rounds; round++) {
    const startedMs = performance.now();
    await work();
    if (round >= 0) times.push(performance.now() - startedMs);
  }
  return times.sort((a, b) => a - b);
}

function at(times: readonly number[], share: number): number {
  return times[Math.floor((times.length - 1) * share)] ?? Number.NaN;
}
