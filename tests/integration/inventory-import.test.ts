import { expect, test } from "vitest";
import { setWiring } from "../../lib/edge/get-wiring.ts";
import { cancelInventory } from "../../lib/inventory/cancel.ts";
import { collectInventory } from "../../lib/inventory/collect.ts";
import { getInventory } from "../../lib/inventory/get.ts";
import { importInventory } from "../../lib/inventory/import.ts";
import { listInventories } from "../../lib/inventory/list.ts";
import { Fault } from "../../lib/kernel/fault.ts";
import type { Bulk } from "../../lib/ports/bulk.ts";
import { createKey } from "../../lib/tenant/create-key.ts";
import { bentBucket } from "../support/bent-bucket.ts";
import { callApi } from "../support/call-api.ts";

const here = bentBucket();

const line = (n: number) => `photos/${String(n).padStart(7, "0")}.jpg,e${n},${n}\n`;
/** A list in pieces, which ends in the middle with what its sender's connection would throw. */
function* list(
  rows: number,
  more: { breaksAt?: number; changedAt?: number; seen?: () => void } = {},
): Generator<string> {
  yield "key,etag,size\n";
  for (let from = 0; from < rows; from += 1_000) {
    if (from === more.breaksAt) throw new Error("the connection was reset");
    more.seen?.();
    const lines = Array.from({ length: Math.min(1_000, rows - from) }, (_, n) => line(from + n));
    yield lines.join("").replace(more.changedAt === from ? ",e" : "\0", ",other");
  }
}
const bytesOf = (rows: number) => String((rows * (rows - 1)) / 2);

async function importing(text: Iterable<string>, more: object = {}) {
  const { id: bucketId } = await here.connect();
  return importInventory(here.tenant.owner, { bucketId, format: "csv", text, ...more });
}
const inventories = async () => (await listInventories(here.tenant.owner, {})).items;

test("a list that breaks off stays, failed, and goes on where it was when it is sent again", async () => {
  const { id: bucketId } = await here.connect();
  const send = (text: Iterable<string>, inventoryId?: string) =>
    importInventory(here.tenant.owner, { bucketId, format: "csv", text, ...(inventoryId ? { inventoryId } : {}) });
  await expect(send(list(130_000, { breaksAt: 115_000 }))).rejects.toThrow();
  const [broken] = await inventories();
  expect(broken).toMatchObject({ state: "failed", source: "import", objects: "100000" });
  expect(broken?.failure).toMatch(/Send it again/);
  const inventoryId = broken?.id as string;
  await expect(send(list(130_000, { changedAt: 3_000 }), inventoryId)).rejects.toThrow("not the list");
  await expect(send(list(1_000), inventoryId)).rejects.toThrow("not the list");
  for (const wrong of ["key,size\na,many\n", "name,bytes\na,1\n", "key,size\n"])
    await expect(send([wrong], inventoryId)).rejects.toMatchObject({ code: "invalid" });
  expect(await inventories()).toMatchObject([{ id: inventoryId, state: "failed", objects: "100000" }]);

  let stored = 0;
  const counting: Bulk["insert"] = async (...args) => {
    const added = await here.wiring.ports.bulk.insert(...args);
    stored += added;
    return added;
  };
  const ctx = { ...here.tenant.owner, ports: { ...here.tenant.owner.ports, bulk: { insert: counting } } };
  const whole = await importInventory(ctx, { bucketId, format: "csv", text: list(130_000), inventoryId });
  expect(whole).toMatchObject({ id: inventoryId, state: "ready", objects: "130000", bytes: bytesOf(130_000) });
  expect(stored).toBeLessThanOrEqual(30_000);
  await expect(send(list(10), inventoryId)).rejects.toMatchObject({ code: "precondition" });
}, 60_000);

test("one that breaks off before anything was counted goes on too, whatever was stored of it", async () => {
  const { id: bucketId } = await here.connect();
  const send = (text: Iterable<string>, more: object = {}) =>
    importInventory(here.tenant.owner, { bucketId, format: "csv", text, ...more });
  await expect(send(list(12_000, { breaksAt: 7_000 }))).rejects.toThrow();
  const [broken] = await inventories();
  expect(broken).toMatchObject({ state: "failed", objects: "0" });
  expect(await send(list(12_000), { inventoryId: broken?.id })).toMatchObject({
    state: "ready",
    objects: "12000",
    bytes: bytesOf(12_000),
  });
});

test("a refused list leaves nothing behind, and its lines are named", async () => {
  const bad = ["key,size\n", "a,1\nb,x\nc,1\nd,-1\n"];
  await expect(importing(bad)).rejects.toMatchObject({
    code: "invalid",
    message: "Line 3 cannot be read: size must be a whole number of bytes. There are more such lines (2 told).",
  });
  await expect(importing(["key,size\na,1\nb,1\na,2\n"])).rejects.toThrow("Line 4 repeats the key of line 2.");
  await expect(importing(["key,size\n"])).rejects.toThrow("the list holds no objects");
  function* repeated() {
    yield* list(25_000);
    yield line(17) + line(18);
  }
  await expect(importing(repeated())).rejects.toThrow(
    "Line 25002 to line 25003 repeat 2 of the keys on earlier lines.",
  );
  expect(await inventories()).toEqual([]);
});

test("who cancels stops it, and it is not gone on with", async () => {
  let pieces = 0;
  async function* cancelled() {
    for (const piece of list(300_000)) {
      if (++pieces === 50)
        await cancelInventory(here.tenant.owner, { inventoryId: String((await inventories())[0]?.id) as never });
      yield piece;
    }
  }
  const { id: bucketId } = await here.connect();
  await expect(importInventory(here.tenant.owner, { bucketId, format: "csv", text: cancelled() })).rejects.toThrow(
    "was ended",
  );
  expect(pieces).toBeLessThan(150);
  const [inventory] = await inventories();
  expect(inventory).toMatchObject({ state: "cancelled" });
});

test("one whose process was killed is told as broken off once nothing has come for long, and not before", async () => {
  const { id: bucketId } = await here.connect();
  let release: (thrown: Fault) => void = () => {};
  async function* hanging() {
    yield* list(10);
    await new Promise((_, reject) => {
      release = reject;
    });
  }
  const sending = importInventory(here.tenant.owner, { bucketId, format: "csv", text: hanging() }).catch(
    (thrown) => thrown,
  );
  await expect.poll(async () => (await inventories()).length).toBe(1);
  const inventoryId = (await inventories())[0]?.id as never;
  expect(await collectInventory(here.tenant.system, { inventoryId })).toMatchObject({
    state: "collecting",
    done: true,
  });
  const later = { ...here.tenant.system, now: () => new Date(Date.now() + 3_600_000) };
  await collectInventory(later, { inventoryId });
  expect(await getInventory(here.tenant.owner, { inventoryId })).toMatchObject({ state: "failed" });
  release(new Fault("upstream", "gone"));
  expect(await sending).toMatchObject({ code: "upstream" });
});

test("over HTTP the list is the body itself, told apart by its type", async () => {
  setWiring(here.wiring);
  try {
    const { id: bucketId } = await here.connect();
    const { text: key } = await createKey(here.tenant.owner, { name: "Test", scopes: ["inventory.operate"] });
    const send = (body: string, type: string) =>
      callApi(
        "POST",
        "/buckets/{bucketId}/inventories/import",
        { bucketId },
        {
          ...{ key, body, query: { prefixes: "photos/" } },
          headers: { "content-type": type },
        },
      );
    expect(await send("key,size\nphotos/a.jpg,1\nb.jpg,1\n", "text/csv; charset=utf-8")).toMatchObject({
      status: 201,
      json: { state: "ready", source: "import", objects: "1", prefixes: ["photos/"] },
    });
    expect((await send('{"key":"photos/b.jpg","size":2}', "application/x-ndjson")).json).toMatchObject({ bytes: "2" });
    expect(await send("key,size\na,1", "text/plain")).toMatchObject({ status: 400 });
    expect((await send("key,size\na,x", "text/csv")).json.error.message).toMatch(/^Line 2 cannot be read/);
  } finally {
    setWiring(null);
  }
});
