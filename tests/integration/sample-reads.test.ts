import { expect, test } from "vitest";
import { collectInventory } from "../../lib/inventory/collect.ts";
import { importInventory } from "../../lib/inventory/import.ts";
import { requestInventory } from "../../lib/inventory/request.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import { drawSample } from "../../lib/sample/draw.ts";
import { readCells, readTraits } from "../../lib/sample/draw-rows.ts";
import { getSample } from "../../lib/sample/get.ts";
import { requestSample } from "../../lib/sample/request.ts";
import { usageSummary } from "../../lib/usage/summary.ts";
import { bentBucket } from "../support/bent-bucket.ts";
import { manySeeds, putPictures } from "../support/launched-run.ts";
import { refusingReads } from "../support/refusing-reads.ts";

const here = bentBucket();

async function requestedSample(): Promise<Id<"sample">> {
  const { owner, system } = here.tenant;
  const { id: bucketId } = await here.connect();
  const { id: inventoryId } = await requestInventory(owner, { bucketId });
  while (!(await collectInventory(system, { inventoryId, budgetMs: 30_000 })).done);
  return (await requestSample(owner, { inventoryId, wanted: 100 })).id;
}

test("a sample's reads are metered with every attempt, and are there when all of them were in vain", async () => {
  await putPictures(here, manySeeds(3));
  const bytes = [...here.bucket.values()].reduce((sum, { bytes }) => sum + bytes.byteLength, 0);
  const sampleId = await requestedSample();
  const { owner, system } = here.tenant;
  // Three objects, each tried three times.
  here.bend = (store) => refusingReads(store, 9);
  await expect(drawSample(system, { sampleId })).rejects.toMatchObject({ code: "upstream" });
  expect((await getSample(owner, { sampleId })).reads).toMatchObject({ get: 9, bytesIn: 3 * bytes, mediaMs: 0 });

  here.bend = (store) => refusingReads(store, 1);
  while (!(await drawSample(system, { sampleId })).done);
  const { reads, state } = await getSample(owner, { sampleId });
  expect(state).toBe("ready");
  expect(reads).toMatchObject({ list: 0, head: 0, get: 9 + 4 });
  expect(reads.bytesIn).toBeGreaterThan(4 * bytes);
  expect(reads.mediaMs).toBeGreaterThan(0);
  expect((await usageSummary(owner, {})).reads).toMatchObject([{ subjects: 1, reads }]);
});

test("months are told apart for ten years, whatever times a list claims", async () => {
  const { id: bucketId } = await here.connect();
  const { owner, system, tenantId } = here.tenant;
  const month = (n: number) => new Date(Date.UTC(1900, n, 15)).toISOString();
  const lines = Array.from({ length: 1_500 }, (_, n) => `${n}.jpg,10,${month(n)}\n`);
  const text = ["key,size,last_modified\n", "first.jpg,10,0001-01-01T00:00:00Z\n", ...lines];
  const { id: inventoryId } = await importInventory(owner, { bucketId, format: "csv", text });
  const traits = await system.read((tx) => readTraits(tx, tenantId, inventoryId, ["date"], 100));
  const cells = await system.read((tx) => readCells(tx, traits));
  expect(cells).toHaveLength(121);
  expect(cells[0]).toMatchObject({ month: "*", population: 1_381 });
  expect(cells.slice(1).map(({ month }) => month)).toEqual(
    Array.from({ length: 120 }, (_, n) => month(1_380 + n).slice(0, 7)),
  );
});
