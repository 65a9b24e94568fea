import { expect, test } from "vitest";
import { collectInventory } from "../../lib/inventory/collect.ts";
import { getInventory } from "../../lib/inventory/get.ts";
import { requestInventory } from "../../lib/inventory/request.ts";
import { countDuplicates } from "../../lib/receipt/count-duplicates.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { pump } from "../../lib/run/pump.ts";
import { startRun } from "../../lib/run/start.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { bentBucket, s3Location, s3Secret } from "../support/bent-bucket.ts";
import { picture } from "../support/picture-folder.ts";

const here = bentBucket();

test("copies are estimated by ETag and size, and counted by content once a run has read them", async () => {
  // As multipart uploads of one file with other part sizes: equal bytes, another ETag.
  const etags: Record<string, [seed: number, etag: string]> = {
    "a.jpg": [1, "one"],
    "copy-of-a.jpg": [1, "one"],
    "copy-in-parts.jpg": [1, "one-2"],
    "b.jpg": [2, "two"],
  };
  for (const [key, [seed, etag]] of Object.entries(etags)) {
    const bytes = new Uint8Array(await picture(seed));
    here.bucket.set(key, {
      bytes,
      head: { etag, sizeBytes: bytes.byteLength, lastModified: new Date(0), contentType: "image/jpeg" },
    });
  }
  const size = here.bucket.get("a.jpg")?.bytes.byteLength ?? 0;
  const plan = await approvedPlan(here.tenant, { location: s3Location, secret: s3Secret });
  const { inventoryId } = plan;
  const count = () => countDuplicates(here.tenant.owner, { inventoryId });
  expect((await getInventory(here.tenant.owner, { inventoryId })).summary?.duplicates).toEqual({
    groups: "1",
    objects: "1",
    bytes: String(size),
  });
  expect(await count()).toMatchObject({ read: "0", groups: "0", objects: "0", bytes: "0" });

  const { runId } = await startRun(here.tenant.owner, plan);
  await fillRun(here.tenant.system, { runId });
  await pump(here.tenant.system, { runId, slice: 0, budgetMs: 30_000 });
  expect(await count()).toMatchObject({ read: "4", groups: "1", objects: "2", bytes: String(2 * size) });

  const { id: other } = await requestInventory(here.tenant.owner, { bucketId: plan.bucketId });
  await collectInventory(here.tenant.system, { inventoryId: other });
  expect(await countDuplicates(here.tenant.owner, { inventoryId: other })).toMatchObject({ read: "0" });
}, 60_000);
