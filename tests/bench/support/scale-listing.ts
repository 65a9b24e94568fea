import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { makeOpenStore } from "../../../lib/adapters/store/open-store.ts";
import { collectInventory } from "../../../lib/inventory/collect.ts";
import { getInventory } from "../../../lib/inventory/get.ts";
import { removeInventory } from "../../../lib/inventory/remove.ts";
import { requestInventory } from "../../../lib/inventory/request.ts";
import { measure } from "./measure.ts";
import { keyAt } from "./scale-keys.mjs";
import { megabytes, perSecond, type ScaleSection, seconds } from "./scale-stage.ts";

const program = fileURLToPath(new URL("scale-store.mjs", import.meta.url));

/** Where a server is that lists `count` computed keys. Ends with this process. */
export async function startScaleStore(count: number): Promise<{ endpoint: string; stop(): void }> {
  const child = fork(program, [String(count)]);
  const [port] = (await once(child, "message")) as [number];
  return { endpoint: `http://127.0.0.1:${port}`, stop: () => void child.kill() };
}

/** Keys a second from S3 into Postgres, beside the same pages read by as many readers and thrown away. */
export const listingSection: ScaleSection = async ({ rows, tenant, bucketId }) => {
  const { id: inventoryId } = await requestInventory(tenant.owner, { bucketId });
  const taken = await measure(rows, async () => {
    while (!(await collectInventory(tenant.system, { inventoryId, budgetMs: 20_000 })).done);
  });
  const { objects, requests } = await getInventory(tenant.owner, { inventoryId });
  if (Number(objects) !== rows) throw new Error(`${objects} objects were listed, of ${rows}`);
  const bareMs = await barePages(rows);
  const removing = await measure(rows, async () => void (await removeInventory(tenant.owner, { inventoryId })));
  return [
    `listing: ${perSecond(rows, taken.wallMs)} keys/s, ${seconds(taken.wallMs)} with its summary, ${requests} requests for ${Math.ceil(rows / 1000)} pages; the pages alone ${perSecond(rows, bareMs)} keys/s; ratio ${(bareMs / taken.wallMs).toFixed(2)}`,
    `  CPU ${seconds(taken.mainCpuMs)} here and ${seconds(taken.serverCpuMs)} in Postgres; most memory of one process ${megabytes(taken.peakProcessBytes)}`,
    `removing it: ${Math.round(removing.wallMs)} ms`,
  ];
};

async function barePages(rows: number): Promise<number> {
  const server = await startScaleStore(rows);
  const location = { kind: "s3", bucket: "scale", region: "us-east-1", pathStyle: true, ...server } as const;
  const store = makeOpenStore({ allowPrivateEndpoints: true, fsRoots: null })(location, {
    accessKeyId: "a",
    secretAccessKey: "b",
  });
  let page = 0;
  const startedMs = performance.now();
  const read = async () => {
    for (let n = page++ * 1000; n < rows; n = page++ * 1000)
      await store.list(n === 0 ? {} : { startAfter: keyAt(n - 1) });
  };
  await Promise.all(Array.from({ length: 32 }, read));
  const tookMs = performance.now() - startedMs;
  await store.close();
  server.stop();
  return tookMs;
}
