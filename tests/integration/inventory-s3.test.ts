import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeOpenStore } from "../../lib/adapters/store/open-store.ts";
import { connectBucket } from "../../lib/bucket/connect.ts";
import { collectInventory } from "../../lib/inventory/collect.ts";
import { getInventory } from "../../lib/inventory/get.ts";
import { requestInventory } from "../../lib/inventory/request.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import type { Wiring } from "../../lib/wire.ts";
import { findS3, makeS3Bucket } from "../conformance/s3-under-test.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { smallPages } from "../support/small-pages.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";
import { until } from "../support/worker-process.ts";

const found = await findS3();
const collector = fileURLToPath(new URL("../fixtures/collector.ts", import.meta.url));

/** What splitters, encoders and sorters stumble over: some three thousand keys. */
const awkwardKeys = [
  ...Array.from({ length: 900 }, (_, n) => `photos/${2015 + (n % 8)}/${n % 12}/IMG_${String(n).padStart(5, "0")}.jpg`),
  ...Array.from({ length: 700 }, (_, n) => `flat/DSC_${String(n * 7).padStart(6, "0")}.jpg`),
  ...Array.from({ length: 300 }, (_, n) => `${"deep/".repeat(60)}${n}.png`),
  ...Array.from({ length: 200 }, (_, n) => `${"long".repeat(200)}${n}`),
  ...Array.from({ length: 200 }, (_, n) => `été 日本/100%25 + ${n}/\u{1f4f7} ${n}.webp`),
  ...Array.from({ length: 200 }, (_, n) => `\uffee${String.fromCodePoint(0x1f300 + n)}`),
  ...Array.from({ length: 100 }, (_, n) => `folder ${n}/`),
  ...Array.from({ length: 100 }, (_, n) => `folder ${n}/a//b.jpg`),
  ...Array.from({ length: 60 }, (_, n) => "x".repeat(n + 1)),
  ...Array.from({ length: 60 }, (_, n) => `x/${"y/".repeat(n)}`),
  ...["photos", "photos/", "photos!", "photos/2015", "photos0", "%", "%2F", "+", " ", "&amp;", "<a>", "'", '"', "\\"],
];

if ("missing" in found) {
  describe.skip(`listing a bucket in parallel (${found.missing})`, () => {
    test("needs a server", () => {});
  });
} else {
  const { endpoint, accessKeyId, secretAccessKey } = found;
  const secret = { accessKeyId, secretAccessKey };
  let db: TestDatabase;
  let wiring: Wiring;
  let tenant: TestTenant;
  let superUser: pg.Client;
  let made: Awaited<ReturnType<typeof makeS3Bucket>>;
  let location: { kind: "s3"; bucket: string; region: string; endpoint: string; pathStyle: boolean };
  let plainly: string[];
  let bucketId: Id<"bucket">;

  beforeAll(async () => {
    db = await testDatabase();
    wiring = testWiring(db, { ports: { openStore: smallPages(20) } });
    tenant = await makeTenant(wiring);
    superUser = new pg.Client({ connectionString: db.superUrl });
    await superUser.connect();
    made = await makeS3Bucket(found);
    const left = [...awkwardKeys];
    const put = async () => {
      for (let Key = left.pop(); Key !== undefined; Key = left.pop())
        await made.client.send(new PutObjectCommand({ Bucket: made.bucket, Key, Body: "x" }));
    };
    await Promise.all(Array.from({ length: 24 }, put));
    location = { kind: "s3", bucket: made.bucket, region: "us-east-1", endpoint, pathStyle: true };
    plainly = await listPlainly();
    ({ id: bucketId } = await connectBucket(tenant.owner, { name: "Awkward", location, secret }));
  }, 180_000);

  afterAll(async () => {
    await superUser?.end();
    await wiring?.close();
    await made?.remove();
    await db?.close();
  }, 120_000);

  /** One page after another, without any of what is tested here. */
  async function listPlainly(): Promise<string[]> {
    const store = makeOpenStore({ allowPrivateEndpoints: true, fsRoots: null })(location, secret);
    const keys: string[] = [];
    for (let startAfter: string | null = ""; startAfter !== null; ) {
      const page = await store.list({ startAfter });
      keys.push(...page.objects.map(({ key }) => key));
      startAfter = page.next;
    }
    await store.close();
    return keys.filter((key) => !key.startsWith(".c2c-probe/"));
  }

  async function storedKeys(id: Id<"inventory">): Promise<string[]> {
    const { rows } = await superUser.query(
      `select key from inventory_object where inventory_id = $1 order by key collate "C"`,
      [id],
    );
    return rows.map(({ key }) => key);
  }

  const rangesOf = async (id: Id<"inventory">) =>
    (await superUser.query("select * from inventory_range where inventory_id = $1", [id])).rows;

  test("the bucket holds what was put, so that the tests below compare with something", () => {
    expect(plainly).toHaveLength(new Set(awkwardKeys).size);
    expect(plainly.length).toBeGreaterThan(2_500);
  });

  test("a listing in many ranges finds exactly what a plain one finds", async () => {
    const { id } = await requestInventory(tenant.owner, { bucketId });
    expect(await collectInventory(tenant.system, { inventoryId: id })).toMatchObject({ state: "ready" });
    expect(await storedKeys(id)).toEqual(plainly);
    const ranges = await rangesOf(id);
    expect(ranges.length).toBeGreaterThan(30);
    expect(ranges.every(({ done }) => done)).toBe(true);
    const { requests } = await getInventory(tenant.owner, { inventoryId: id });
    // 20 a page: what it costs to find borders is bounded too.
    expect(requests).toBeLessThan(5 * Math.ceil(plainly.length / 20));
  }, 120_000);

  test("below prefixes, those that keys are equal to included, it finds what lies below them", async () => {
    const prefixes = ["photos/", "été", "x", "long"];
    const { id } = await requestInventory(tenant.owner, { bucketId, prefixes });
    await collectInventory(tenant.system, { inventoryId: id });
    expect(await storedKeys(id)).toEqual(plainly.filter((key) => prefixes.some((prefix) => key.startsWith(prefix))));
  }, 120_000);

  test("killed again and again, each range goes on after its last key, and nothing is missing or twice", async () => {
    const { id } = await requestInventory(tenant.owner, { bucketId });
    const look = async () => getInventory(tenant.owner, { inventoryId: id });
    let kills = 0;
    for (let state = "requested"; state !== "ready"; ) {
      const before = Number((await look()).objects);
      const child = spawn(process.execPath, ["--import", "tsx", collector, tenant.tenantId, id], {
        env: { ...process.env, DATABASE_URL: db.url },
        stdio: "inherit",
      });
      const gone = once(child, "exit");
      await Promise.race([
        gone,
        until(async () => Number((await look()).objects) > before, 60_000, "nothing was listed"),
      ]);
      if (kills < 3 && child.exitCode === null) {
        kills++;
        child.kill("SIGKILL");
      }
      await gone;
      ({ state } = await look());
      if (kills < 3 || state === "ready") continue;
      const open = (await rangesOf(id)).filter(({ done }) => !done);
      expect(open.length).toBeGreaterThan(0);
    }
    expect(kills).toBe(3);
    expect(await storedKeys(id)).toEqual(plainly);
    expect((await look()).objects).toBe(String(plainly.length));
  }, 180_000);
}
