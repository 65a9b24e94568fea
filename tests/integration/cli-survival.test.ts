import { readFile } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { parseCsv } from "../../lib/kernel/csv.ts";
import { buildCommandLine, c2c as start } from "../support/command-line.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Loopback, serveLoopback } from "../support/loopback-server.ts";
import { folderOf, picture, removeFolders } from "../support/picture-folder.ts";
import { makePicture } from "../support/signing.ts";

let db: TestDatabase;
let server: Loopback;
let folder: string;
let runId: string;
/** Where each object's manifest store is, as its receipt says. */
const stores = new Map<string, string>();
const c2c = (...args: string[]) => start(args, { DATABASE_URL: db.url });

beforeAll(async () => {
  db = await testDatabase();
  await buildCommandLine();
  folder = await folderOf({
    "a b/one.jpg": await picture(1),
    "two.jpg": await picture(2),
    "three.png": Buffer.from(await makePicture("png", 3)),
    "four.webp": Buffer.from(await makePicture("webp", 4)),
  });
  const ran = await c2c("run", "--prefix", folder, "--yes", "--json");
  runId = /run_[0-9a-hjkmnp-tv-z]{22}/.exec(ran.stdout)?.[0] ?? ran.stderr;
  const exported = await c2c("receipts", "export");
  for (const line of exported.stdout.split("\n").filter((text) => text.includes('"body"'))) {
    const body = JSON.parse(JSON.parse(line).body);
    stores.set(body.object.key, body.stored.key);
  }
  server = await serveLoopback(async (request, response) => {
    const [, how = "", ...rest] = new URL(request.url ?? "", "http://x").pathname.split("/");
    const key = rest.map(decodeURIComponent).join("/");
    const sidecarOf = [...stores.keys()].find((each) => how === "same" && each.replace(/\.\w+$/, ".c2pa") === key);
    if (how === "m" || sidecarOf) {
      const stored = stores.get(sidecarOf ?? key);
      if (!stored) return void response.writeHead(404).end();
      response.setHeader("content-type", "application/c2pa");
      return void response.end(await readFile(join(folder, stored)));
    }
    if (!stores.has(key)) return void response.writeHead(404).end();
    const bytes = await readFile(join(folder, key));
    if (how === "plain" || how === "resize") response.setHeader("link", `</m/${rest.join("/")}>; rel="c2pa-manifest"`);
    response.end(how === "resize" ? await sharp(bytes).resize(100).toBuffer() : bytes);
  });
}, 60_000);
afterAll(async () => {
  await server?.close();
  await db?.close();
  await removeFolders();
});

test("what survives is told by route and format: with the header, by the same path, without either, resized, and gone", async () => {
  const routes = ["plain", "same", "bare", "resize"].flatMap((name) => [
    "--route",
    `${name}=${server.origin}/${name}/{key}`,
  ]);
  const gone = ["--route", `gone=${server.origin}/gone/x{key}`];
  const { code, stdout, stderr } = await c2c("verify", "--run", runId, ...routes, ...gone, "--json");
  expect([code, stderr]).toEqual([10, ""]);
  const { summary, arrivals } = JSON.parse(stdout) as {
    summary: { route: string; format: string; objects: number; identical: number; survived: object; found: object }[];
    arrivals: { route: string; state: string; sameManifest: boolean; hardBinding: string }[];
  };
  const of = (route: string, format: string) => summary.find((each) => each.route === route && each.format === format);
  expect(summary).toHaveLength(5 * 3);
  expect(of("plain", "image/jpeg")).toMatchObject({
    objects: 2,
    identical: 2,
    survived: { credential: 2 },
    found: { link: 2 },
  });
  expect(of("same", "image/webp")).toMatchObject({
    objects: 1,
    survived: { credential: 1 },
    found: { "same-path": 1 },
  });
  expect(of("bare", "image/png")).toMatchObject({ identical: 1, survived: { nothing: 1 }, found: {} });
  expect(of("resize", "image/jpeg")).toMatchObject({ identical: 0, survived: { manifest: 2 }, found: { link: 2 } });
  expect(of("gone", "image/png")).toMatchObject({ survived: { unknown: 1 } });
  // Valid and not Trusted: the command line's workspace did not say that its development root is to be trusted.
  for (const each of arrivals.filter(({ route }) => route === "plain"))
    expect(each).toMatchObject({ state: "Valid", sameManifest: true, hardBinding: "passed" });
  for (const each of arrivals.filter(({ route }) => route === "resize"))
    expect(each).toMatchObject({ state: "Well-Formed", sameManifest: true, hardBinding: "failed" });
}, 60_000);

test("what a network would do can be done here, a seed draws the same objects, and all the formats are among few", async () => {
  const few = ["verify", "--run", runId, "--sample", "3", "--seed", "7", "--transforms", "resize,re-encode,strip"];
  const first = await c2c(...few, "--format", "csv");
  expect([first.code, first.stderr]).toEqual([10, ""]);
  const [head, ...rows] = [...parseCsv(first.stdout, { formulas: "unguard" })].map(({ cells }) => cells);
  const column = (name: string) => rows.map((cells) => cells[head?.indexOf(name) ?? -1]);
  expect(rows).toHaveLength(9);
  expect(new Set(column("format"))).toEqual(new Set(["image/jpeg", "image/png", "image/webp"]));
  // A PNG that was made by the same encoder comes out as it went in; whatever changed is not bound any more.
  for (const at of rows.keys())
    expect(column("survived")[at]).toBe(column("identical")[at] === "yes" ? "credential" : "manifest");
  expect(
    rows.filter((_, at) => column("format")[at] === "image/jpeg" && column("survived")[at] === "manifest"),
  ).toHaveLength(3);
}, 60_000);

test("an address is looked at by itself, and a call that makes no sense ends with a sentence", async () => {
  const { code, stdout } = await c2c("verify", `${server.origin}/plain/two.jpg`, "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject([{ proof: { state: "Valid", manifest: { where: "link" } } }]);
  const keyless = await c2c("verify", "--run", runId, "--route", "https://cdn.example.test/");
  expect([keyless.code, keyless.stderr]).toEqual([20, expect.stringContaining("{key}")]);
}, 60_000);
