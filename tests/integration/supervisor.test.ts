import { mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { randomOf, sceneSvg } from "../../lib/demo/scene.ts";
import { bookOfRun } from "../support/book-of-run.ts";
import { type HttpClient, signInOverHttp } from "../support/http-client.ts";
import { type Installation, leaseMs, makeInstallation } from "../support/installation.ts";
import { until } from "../support/worker-process.ts";

const objects = 200;

let installation: Installation;
let http: HttpClient;

beforeAll(async () => {
  installation = await makeInstallation();
  await installation.start();
  http = await signInOverHttp(installation);
}, 360_000);

afterAll(() => installation?.remove(), 60_000);

test("kill -9 of the worker and then of web, in the middle of a run: both come back, and it completes", async () => {
  const run = await launch("first");
  await until(async () => (await run.settled()) >= 10, 60_000, "the run did not begin");
  const worker = installation.pid("worker") as number;
  const media = installation.mediaProcesses();
  expect(media.length).toBeGreaterThan(0);
  const readyBefore = timesReady();
  process.kill(worker, "SIGKILL");
  await until(
    () => media.every((pid) => !installation.processes().includes(pid)),
    5_000,
    "media processes outlived it",
  );
  const before = await run.settled();
  expect(before).toBeLessThan(objects);
  await until(() => timesReady() > readyBefore, 20_000, `the worker did not come back:\n${installation.log()}`);
  expect(installation.pid("worker")).not.toBe(worker);
  await until(async () => (await run.settled()) > before, leaseMs + 5_000, "its jobs were not taken up again");

  const stream = await http.openStream(`/runs/${run.id}/events`);
  const web = installation.pid("web") as number;
  process.kill(web, "SIGKILL");
  await until(() => !installation.processes().includes(web), 5_000, "web is still there");
  stream.close();
  await until(isHealthy, 20_000, `web did not come back:\n${installation.log()}`);
  expect(installation.pid("web")).not.toBe(web);
  const again = await http.openStream(`/runs/${run.id}/events`);
  expect(again.first).toContain("event: progress");
  again.close();
  await run.complete();
}, 120_000);

test("kill -9 of the supervisor: nothing of it is left, and the next start takes the run to its end", async () => {
  const run = await launch("second");
  // Somebody who watches must not keep web alive.
  const stream = await http.openStream(`/runs/${run.id}/events`);
  await until(async () => (await run.settled()) >= 10, 60_000, "the run did not begin");
  expect(installation.mediaProcesses().length).toBeGreaterThan(0);
  await installation.killSupervisor();
  await until(() => installation.processes().length === 0, 10_000, "processes outlived their supervisor");
  stream.close();

  await installation.start();
  expect(await run.settled()).toBeLessThan(objects);
  await run.complete();
}, 120_000);

test("SIGTERM to the supervisor: it ends with code 0 and nothing of it is left", async () => {
  expect(installation.processes().length).toBeGreaterThan(1);
  expect(installation.postgresRuns()).toBe(true);
  expect(await installation.stop()).toBe(0);
  expect(installation.processes()).toEqual([]);
  expect(installation.postgresRuns()).toBe(false);
}, 60_000);

/** From a folder of new pictures to a started run, by the calls that a client of the API makes. */
async function launch(name: string) {
  const root = join(installation.buckets, name);
  await fillWithPictures(root, name === "first" ? 1 : 2);
  const bucket = await http.call("POST", "/buckets", { name, location: { kind: "fs", root }, secret: null });
  const inventory = await http.call("POST", `/buckets/${bucket.id}/inventories`, {});
  await ready(`/inventories/${inventory.id}`);
  const sample = await http.call("POST", `/inventories/${inventory.id}/samples`, { wanted: 20 });
  await ready(`/samples/${sample.id}`);
  const identity = await http.call("POST", "/identities", {});
  // One picture at a time: what a test does in the middle of a run must find it there, on a quick machine too.
  const settings = { identityId: identity.id, concurrency: 1 };
  const plan = await http.call("POST", `/inventories/${inventory.id}/plans`, { sampleId: sample.id, settings });
  const approval = await http.call("POST", `/plans/${plan.id}/approve`, { hash: plan.hash });
  const { runId: id } = await http.call("POST", `/plans/${plan.id}/runs`, { approvalId: approval.id });
  const look = () => http.call("GET", `/runs/${id}`);
  return {
    id: String(id),
    async settled() {
      const { signed, skipped, failed } = await look();
      return Number(signed) + Number(skipped) + Number(failed);
    },
    /** Waits for its end, and holds the books to one of each for every picture. */
    async complete() {
      await until(async () => (await look()).state === "finished", 60_000, `it did not end:\n${installation.log()}`);
      expect(await look()).toMatchObject({ signed: String(objects), skipped: "0", failed: "0" });
      const once = { items: objects, receipts: objects, receipted: objects, items_with_receipts: objects };
      expect(await bookOfRun(installation.superUrl(), id)).toEqual({ ...once, usage: objects, open: 0 });
      expect(await readdir(join(root, "c2pa/manifests"))).toHaveLength(objects);
    },
  };
}

/** A picture of its own for each object, and for each run: what was stored before would be adopted and not written. */
async function fillWithPictures(root: string, seed: number): Promise<void> {
  await mkdir(root, { recursive: true });
  const random = randomOf(seed);
  for (let i = 0; i < objects; i++) {
    const svg = sceneSvg(Math.floor(random() * 2 ** 31), 160, 110);
    const bytes = await sharp(Buffer.from(svg)).jpeg().toBuffer();
    await writeFile(join(root, `${String(i).padStart(4, "0")}.jpg`), bytes);
  }
}

async function ready(path: string): Promise<void> {
  await until(async () => (await http.call("GET", path)).state === "ready", 30_000, `${path} did not become ready`);
}

async function isHealthy(): Promise<boolean> {
  return fetch(`${installation.address}/api/health`).then(
    ({ ok }) => ok,
    () => false,
  );
}

function timesReady(): number {
  return installation.log().split("worker.ready").length - 1;
}
