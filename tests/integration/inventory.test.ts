import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { connectBucket } from "../../lib/bucket/connect.ts";
import { cancelInventory } from "../../lib/inventory/cancel.ts";
import { collectInventory } from "../../lib/inventory/collect.ts";
import { failInventory } from "../../lib/inventory/fail.ts";
import { getInventory } from "../../lib/inventory/get.ts";
import { importInventory } from "../../lib/inventory/import.ts";
import { listObjects } from "../../lib/inventory/list-objects.ts";
import { requestInventory } from "../../lib/inventory/request.ts";
import { Fault } from "../../lib/kernel/fault.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import type { Bulk } from "../../lib/ports/bulk.ts";
import { bentBucket } from "../support/bent-bucket.ts";

const here = bentBucket();

async function requested(prefixes?: string[]): Promise<Id<"inventory">> {
  const { id: bucketId } = await here.connect();
  return (await requestInventory(here.tenant.owner, { bucketId, prefixes })).id;
}
const collect = (inventoryId: Id<"inventory">, batchObjects = 10_000) =>
  collectInventory(here.tenant.system, { inventoryId, budgetMs: 60_000, batchObjects });
async function keysOf(inventoryId: Id<"inventory">): Promise<string[]> {
  const keys: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listObjects(here.tenant.owner, { inventoryId, cursor, limit: 500 });
    keys.push(...page.items.map(({ key }) => key));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  return keys;
}

describe("collecting an inventory", () => {
  test("goes on after a kill between storing a batch and saving its cursor, and counts nothing twice", async () => {
    here.fill(10_000);
    const inventoryId = await requested();
    expect(here.sent).toEqual([
      {
        name: "inventory/requested",
        id: `inventory/requested:${inventoryId}`,
        data: { tenantId: here.tenant.tenantId, inventoryId },
      },
    ]);
    let batches = 0;
    const dying = {
      ...here.tenant.system,
      ports: {
        ...here.tenant.system.ports,
        bulk: {
          insert: async (...args: Parameters<Bulk["insert"]>) => {
            const added = await here.wiring.ports.bulk.insert(...args);
            if (++batches === 3) throw new Error("killed");
            return added;
          },
        },
      },
    };
    await expect(collectInventory(dying, { inventoryId, batchObjects: 2_000, workers: 1 })).rejects.toThrow();
    expect(await getInventory(here.tenant.owner, { inventoryId })).toMatchObject({
      state: "collecting",
      objects: "4000",
    });
    expect(await collect(inventoryId, 2_000)).toEqual({ state: "ready", objects: "10000", done: true });
    expect(await getInventory(here.tenant.owner, { inventoryId })).toMatchObject({
      objects: "10000",
      bytes: "100000",
      failure: null,
    });
    expect(new Set(await keysOf(inventoryId)).size).toBe(10_000);
    expect(await collect(inventoryId)).toEqual({ state: "ready", objects: "10000", done: true });
  });

  test("by two collectors at once lists everything once", async () => {
    here.fill(5_000);
    const inventoryId = await requested();
    await Promise.all([collect(inventoryId, 500), collect(inventoryId, 500)]);
    expect(await getInventory(here.tenant.owner, { inventoryId })).toMatchObject({
      state: "ready",
      objects: "5000",
      bytes: "50000",
    });
  });

  test("keeps what it has when the store fails for a while, and goes on when called again", async () => {
    here.fill(5_000);
    const inventoryId = await requested();
    let pages = 0;
    here.bend = (store) => ({
      ...store,
      list: async (query) => {
        if (++pages > 2) throw new Fault("upstream", "SlowDown", { retryAfterMs: 1_000 });
        return store.list(query);
      },
    });
    await expect(collect(inventoryId)).rejects.toMatchObject({ code: "upstream", retryAfterMs: 1_000 });
    expect(await getInventory(here.tenant.owner, { inventoryId })).toMatchObject({
      state: "collecting",
      objects: "2000",
    });
    here.bend = (store) => store;
    expect(await collect(inventoryId)).toMatchObject({ state: "ready", objects: "5000" });
  });

  test("ends as failed, with the store's sentence, where no waiting helps", async () => {
    const inventoryId = await requested();
    here.bend = (store) => ({
      ...store,
      list: async () => {
        throw new Fault("forbidden", "The credentials have expired.");
      },
    });
    expect(await collect(inventoryId)).toMatchObject({ state: "failed", done: true });
    expect((await getInventory(here.tenant.owner, { inventoryId })).failure).toBe("The credentials have expired.");
    await expect(failInventory(here.tenant.system, { inventoryId, sentence: "x" })).rejects.toMatchObject({
      code: "precondition",
    });
  });

  test("stops at the next page when it is cancelled, and stays cancelled", async () => {
    here.fill(5_000);
    const inventoryId = await requested();
    let pages = 0;
    here.bend = (store) => ({
      ...store,
      list: async (query) => {
        if (++pages === 2) await cancelInventory(here.tenant.owner, { inventoryId });
        return store.list(query);
      },
    });
    // As if each page took a second: the row is looked at now and then only.
    let now = Date.now();
    const slow = {
      ...here.tenant.system,
      now: () => {
        now += 1_000;
        return new Date(now);
      },
    };
    expect(await collectInventory(slow, { inventoryId, budgetMs: 600_000, workers: 1 })).toMatchObject({
      state: "cancelled",
      done: true,
    });
    expect(pages).toBe(2);
    await expect(cancelInventory(here.tenant.owner, { inventoryId })).rejects.toThrow(
      "The inventory was cancelled already.",
    );
  });

  test("ends its turn when its time is over, and is not done", async () => {
    here.fill(3_000);
    const inventoryId = await requested();
    let now = Date.now();
    here.bend = (store) => ({
      ...store,
      list: async (query) => {
        now += 1_000;
        return store.list(query);
      },
    });
    const timed = { ...here.tenant.system, now: () => new Date(now) };
    expect(await collectInventory(timed, { inventoryId, budgetMs: 1_500 })).toEqual({
      state: "collecting",
      objects: "2000",
      done: false,
    });
    expect(await collect(inventoryId)).toMatchObject({ state: "ready", objects: "3000" });
  });

  test("leaves out the service's own files in few requests, counts sidecars apart, and tells what there is", async () => {
    here.fill(3_000, (n) => `c2pa/${n}.c2pa`);
    here.fill(3, (n) => ["b/one.png", "b/two.c2pa", "three"][n] as string);
    here.fill(1, () => "b/copy-of-one.jpg");
    const inventoryId = await requested();
    await collect(inventoryId);
    const found = await getInventory(here.tenant.owner, { inventoryId });
    expect(found).toMatchObject({ objects: "3", sidecars: "1", requests: 2 });
    expect(found.summary).toMatchObject({
      prefixes: "2",
      byPrefix: [
        { prefix: "b/", objects: "2", bytes: "20" },
        { prefix: "", objects: "1", bytes: "10" },
      ],
      oldest: new Date(1_700_000_000_000).toISOString(),
      duplicates: { groups: "1", objects: "1", bytes: "10" },
    });
    expect(found.summary?.byMime.map(({ mime }) => mime)).toEqual([
      "application/octet-stream",
      "image/jpeg",
      "image/png",
    ]);
  });

  test("below prefixes lists those alone, and filters find objects by prefix, type and text", async () => {
    here.fill(30, (n) => `${["a", "b", "c"][n % 3]}/${n % 2 ? "X_y" : "z"}${n}.${n % 5 ? "jpg" : "png"}`);
    const inventoryId = await requested(["a/", "c/", "a/z"]);
    await collect(inventoryId);
    expect(await keysOf(inventoryId)).toHaveLength(20);
    const find = async (filter: object) =>
      (await listObjects(here.tenant.owner, { inventoryId, ...filter })).items.length;
    expect([
      await find({ prefix: "a/" }),
      await find({ mime: "image/png" }),
      await find({ text: "x_Y" }),
      await find({ text: "%" }),
    ]).toEqual([10, 4, 10, 0]);
  });

  test("keeps odd keys as they are", async () => {
    const odd = [
      "a\\b.jpg",
      "tab\there",
      "new\nline",
      "=cmd()",
      "'quote\"",
      "\\N",
      "\\.",
      "\u00e4.webp",
      "a\u0308.webp",
      "🦊 %20+",
      "a//b",
      "/",
      ".",
    ];
    here.fill(odd.length, (n) => odd[n] as string);
    const inventoryId = await requested();
    expect(await collect(inventoryId, 3)).toMatchObject({ state: "ready", objects: String(odd.length) });
    expect((await keysOf(inventoryId)).sort()).toEqual(odd.sort());
  });

  test("reads a folder as it reads a bucket", async () => {
    const root = await mkdtemp(join(tmpdir(), "c2c-folder-"));
    try {
      await mkdir(join(root, "deep/er"), { recursive: true });
      await writeFile(join(root, "deep/er/a b.jpg"), "12345");
      const { id: bucketId } = await connectBucket(here.tenant.owner, {
        name: "Folder",
        location: { kind: "fs", root },
      });
      const { id: inventoryId } = await requestInventory(here.tenant.owner, { bucketId });
      expect(await collect(inventoryId)).toMatchObject({ state: "ready", objects: "1" });
      const { items } = await listObjects(here.tenant.owner, { inventoryId });
      expect(items).toMatchObject([{ key: "deep/er/a b.jpg", sizeBytes: "5", mime: "image/jpeg" }]);
    } finally {
      await rm(root, { recursive: true, force: true });
    }
  });
});

describe("importing an object list", () => {
  test("makes a ready inventory of it", async () => {
    const { id: bucketId } = await here.connect();
    const text =
      "key,etag,size,last_modified,storage_class,mime\na/x.jpg,e1,5,2024-01-01T00:00:00Z,STANDARD,image/jpeg\nc2pa/y,e,1,,,\nz.c2pa,e,1,,,\n";
    const made = await importInventory(here.tenant.owner, { bucketId, format: "csv", text: [text] });
    expect(made).toMatchObject({
      state: "ready",
      source: "import",
      objects: "1",
      bytes: "5",
      sidecars: "1",
      failure: null,
    });
    expect(await collect(made.id)).toMatchObject({ state: "ready", done: true });
  });

  test("refuses a bad line with its number", async () => {
    const { id: bucketId } = await here.connect();
    await expect(
      importInventory(here.tenant.owner, { bucketId, format: "jsonl", text: ['{"key":"a","size":1}\n{"key":"b"}'] }),
    ).rejects.toMatchObject({
      code: "invalid",
      message: "Line 2 cannot be read: size must be a whole number of bytes.",
    });
  });
});
