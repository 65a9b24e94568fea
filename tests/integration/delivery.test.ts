import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeOpenStore } from "../../lib/adapters/store/open-store.ts";
import { setDelivery } from "../../lib/bucket/set-delivery.ts";
import { listLinks } from "../../lib/delivery/list-links.ts";
import { deliveryHandler } from "../../lib/edge/delivery.ts";
import { setWiring } from "../../lib/edge/get-wiring.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { newId } from "../../lib/kernel/ids.ts";
import type { Ports } from "../../lib/ports/ports.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { startRun } from "../../lib/run/start.ts";
import { createKey } from "../../lib/tenant/create-key.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type ApprovedPlan, approvedPlan } from "../support/approved-plan.ts";
import { callApi } from "../support/call-api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { pumpToEnd } from "../support/launched-run.ts";
import { folderOf, jpegs, removeFolders } from "../support/picture-folder.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

/** How many bytes each fetch from the bucket brought. */
const gets: number[] = [];
let db: TestDatabase;
let wiring: Wiring;
let tenant: TestTenant;
let root: string;
let plan: ApprovedPlan;
const odd = "a folder/ü?#%41 <b>.jpg";

beforeAll(async () => {
  db = await testDatabase();
  const openStore = makeOpenStore({ allowPrivateEndpoints: true, fsRoots: [tmpdir()] });
  const counted: Ports["openStore"] = (where, keys, onWire) =>
    openStore(where, keys, (event) => {
      if (event.kind === "get") gets.push(event.bytesIn);
      onWire?.(event);
    });
  wiring = testWiring(db, { ports: { openStore: counted } });
  setWiring(wiring);
  tenant = await makeTenant(wiring);
  const [first, second] = Object.values(await jpegs(2));
  const svg = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>';
  root = await folderOf({ "a.jpg": first ?? "", [odd]: second ?? "", "page.html": "<script>1</script>", "x.svg": svg });
  plan = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
  const { runId } = await startRun(tenant.owner, plan);
  await fillRun(tenant.system, { runId });
  await pumpToEnd(wiring, tenant, runId);
}, 60_000);
afterAll(async () => {
  setWiring(null);
  await wiring.close();
  await db.close();
  await removeFolders();
});

async function fetchFrom(
  path: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string> } = {},
) {
  const address = new URL(path, "http://127.0.0.1:3000");
  return deliveryHandler(new Request(address, { method, headers }), { params: Promise.resolve({}) });
}
const at = (key: string, bucketId: string = plan.bucketId) =>
  `/delivery/${bucketId}/${key.split("/").map(encodeURIComponent).join("/")}`;
const set = (delivery: "off" | "manifests" | "assets") =>
  setDelivery(tenant.owner, { bucketId: plan.bucketId, delivery });

test("an object comes as it is, with the header that leads to the manifest store that was signed for it", async () => {
  await set("assets");
  for (const key of ["a.jpg", odd]) {
    const asset = await fetchFrom(at(key));
    expect(asset.status).toBe(200);
    expect(asset.headers.get("content-type")).toBe("image/jpeg");
    expect(asset.headers.get("x-content-type-options")).toBe("nosniff");
    expect(asset.headers.has("content-disposition")).toBe(false);
    expect(Buffer.from(await asset.arrayBuffer()).equals(await readFile(join(root, key)))).toBe(true);
    const link = /^<([^>]+)>; rel="c2pa-manifest"$/.exec(asset.headers.get("link") ?? "");
    const manifest = await fetchFrom(link?.[1] ?? "");
    expect(manifest.status).toBe(200);
    expect(manifest.headers.get("content-type")).toBe("application/c2pa");
    expect(manifest.headers.get("access-control-allow-origin")).toBe("*");
    expect(manifest.headers.get("cache-control")).toContain("immutable");
    // Without the bytes' own name in the address, a cache asks again before long.
    const unnamed = await fetchFrom(new URL(link?.[1] ?? "").pathname);
    expect(unnamed.headers.get("cache-control")).toBe("public, max-age=300");
    const { items } = await listLinks(tenant.owner, { bucketId: plan.bucketId });
    const own = items.find((item) => item.key === key);
    expect(await listLinks(tenant.owner, { bucketId: plan.bucketId, key })).toEqual({ items: [own], nextCursor: null });
    expect(own).toMatchObject({ url: link?.[1], linkHeader: asset.headers.get("link") });
    expect(sha256Hex(new Uint8Array(await manifest.arrayBuffer()))).toBe(own?.storedSha256);
  }
});

test("parts, heads and unchanged versions are answered as HTTP says", async () => {
  await set("assets");
  const whole = await readFile(join(root, "a.jpg"));
  const head = await fetchFrom(at("a.jpg"), { method: "HEAD" });
  expect(head.headers.get("link")).toContain("c2pa-manifest");
  expect(head.body).toBeNull();
  const part = await fetchFrom(at("a.jpg"), { headers: { range: "bytes=10-19" } });
  expect(part.status).toBe(206);
  expect(part.headers.get("content-range")).toBe(`bytes 10-19/${whole.length}`);
  expect(Buffer.from(await part.arrayBuffer()).equals(whole.subarray(10, 20))).toBe(true);
  expect((await fetchFrom(at("a.jpg"), { headers: { range: "bytes=99999999-" } })).status).toBe(416);
  const etag = head.headers.get("etag") ?? "";
  const unchanged = await fetchFrom(at("a.jpg"), { headers: { "if-none-match": etag } });
  expect(unchanged.status).toBe(304);
  expect(unchanged.headers.get("link")).toBe(head.headers.get("link"));
});

test("no more is fetched from the bucket than is asked for, and of a long object a piece at a time", async () => {
  await set("assets");
  const long = Buffer.alloc(5_000_000, "0123456789");
  await writeFile(join(root, "long.bin"), long);
  gets.length = 0;
  const one = await fetchFrom(at("long.bin"), { headers: { range: "bytes=4-4" } });
  expect([one.headers.get("content-length"), await one.text()]).toEqual(["1", "4"]);
  await fetchFrom(at("long.bin"), { method: "HEAD" });
  await fetchFrom(at("long.bin"), { headers: { "if-none-match": one.headers.get("etag") ?? "" } });
  expect(gets).toEqual([1]);
  const whole = await fetchFrom(at("long.bin"));
  expect(gets).toHaveLength(2);
  expect(Buffer.from(await whole.arrayBuffer()).equals(long)).toBe(true);
  expect(gets.slice(1)).toEqual([2_097_152, 2_097_152, 805_696]);
  const broken = await fetchFrom(at("long.bin"));
  await writeFile(join(root, "long.bin"), long.subarray(1));
  await expect(broken.arrayBuffer()).rejects.toThrow(/being replaced/);
});

test("what a browser could run is a file to save, and says so", async () => {
  await set("assets");
  const page = await fetchFrom(at("page.html"));
  expect(page.headers.get("content-type")).toBe("application/octet-stream");
  const drawing = await fetchFrom(at("x.svg"));
  for (const { headers } of [page, drawing]) {
    expect(headers.get("content-disposition")).toBe("attachment");
    expect(headers.get("content-security-policy")).toContain("sandbox");
  }
});

test("an object that was replaced since it was signed comes without the header: the manifest is not its own", async () => {
  await set("assets");
  const key = "replaced.jpg";
  const [bytes] = Object.values(await jpegs(1));
  await writeFile(join(root, key), bytes ?? "");
  expect((await fetchFrom(at(key))).headers.get("link")).toBeNull();
  const before = await fetchFrom(at(odd));
  await writeFile(join(root, odd), bytes ?? "");
  const after = await fetchFrom(at(odd));
  expect(before.headers.get("link")).not.toBeNull();
  expect(after.status).toBe(200);
  expect(after.headers.get("link")).toBeNull();
});

test("a manifest that was tampered with in the bucket is not served", async () => {
  await set("manifests");
  const { items } = await listLinks(tenant.owner, { bucketId: plan.bucketId });
  const link = items.find(({ key }) => key === odd);
  await writeFile(join(root, link?.storedKey ?? ""), "something else");
  expect((await fetchFrom(link?.url ?? "")).status).toBe(500);
});

test("unknown, not opened, removed and outside are one answer", async () => {
  const answers: string[] = [];
  const ask = async (path: string) => {
    const answer = await fetchFrom(path);
    expect(answer.status, path).toBe(404);
    const { error } = (await answer.json()) as { error: { message: string; code: string } };
    answers.push(`${error.code} ${error.message}`);
  };
  await set("assets");
  await ask(at("nothing.jpg"));
  await ask(at("a.jpg", newId("bucket")));
  await ask(at("a.jpg", "no id at all"));
  await ask(`/delivery/${plan.bucketId}/c2pa/${"ab".repeat(32)}.c2pa`);
  await ask(`/delivery/${plan.bucketId}/%ff`);
  const { items } = await listLinks(tenant.owner, { bucketId: plan.bucketId });
  const url = items.find(({ key }) => key === "a.jpg")?.url ?? "";
  await set("manifests");
  await ask(at("a.jpg"));
  expect((await fetchFrom(url)).status).toBe(200);
  await set("off");
  await ask(at("a.jpg"));
  await ask(url);
  expect(new Set(answers).size).toBe(1);
  const silent = await listLinks(tenant.owner, { bucketId: plan.bucketId });
  expect(silent.items.every((item) => item.url === null && item.linkHeader === null)).toBe(true);
});

test("the links are paged, and come as a CSV for a CDN's configuration", async () => {
  await set("manifests");
  const { text: key } = await createKey(tenant.owner, { name: "Test", scopes: ["receipt.read"] });
  const { bucketId } = plan;
  const first = await callApi(
    "GET",
    "/buckets/{bucketId}/manifest-links",
    { bucketId },
    { key, query: { limit: "1" } },
  );
  const second = await callApi(
    "GET",
    "/buckets/{bucketId}/manifest-links",
    { bucketId },
    {
      key,
      query: { limit: "1", cursor: first.json.nextCursor },
    },
  );
  expect([...first.json.items, ...second.json.items].map((item) => item.key)).toEqual([odd, "a.jpg"].sort());
  const csv = await callApi("GET", "/buckets/{bucketId}/manifest-links.csv", { bucketId }, { key });
  expect(String(csv.json).split("\r\n")).toHaveLength(5);
  expect(String(csv.json)).toContain('""c2pa-manifest""');
});

test("only who manages buckets opens one", async () => {
  const viewer = wiring.openCtx({
    actor: { kind: "user", userId: tenant.userId, sessionId: "ses_test", role: "operator" },
    tenantId: tenant.tenantId,
  });
  await expect(setDelivery(viewer, { bucketId: plan.bucketId, delivery: "assets" })).rejects.toMatchObject({
    code: "forbidden",
  });
});
