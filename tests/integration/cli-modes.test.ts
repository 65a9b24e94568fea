import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Reader } from "@contentauth/c2pa-node";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCommandLine, c2c as start } from "../support/command-line.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { folderOf, jpegs, removeFolders } from "../support/picture-folder.ts";

let db: TestDatabase;
let folder: string;
let inputs: string;
const c2c = (...args: string[]) => start(args, { DATABASE_URL: db.url });

beforeAll(async () => {
  await buildCommandLine();
  db = await testDatabase();
  folder = await folderOf(await jpegs(2));
  inputs = await folderOf({
    "template.json": JSON.stringify({ fields: { creator: "{{creator}}", credit: "Example Archive" } }),
    "fields.csv": "key,creator\r\n00000.jpg,Ada Example\r\n00001.jpg,Bea Example\r\n",
    "short.csv": "key,creator\r\n00000.jpg,Ada Example\r\n",
    "broken.json": '{"fields":{"creator":"{{"}}',
  });
});
afterAll(async () => {
  await db.close();
  await removeFolders();
});

const stating = (fields: string) => ["--metadata", join(inputs, "template.json"), "--fields", join(inputs, fields)];

test("objects are replaced by a script only with the plan's own words, and state what the files say", async () => {
  const run = ["run", "--prefix", folder, "--mode", "embed-in-place", "--yes", "--json", ...stating("fields.csv")];
  const before = await readFile(join(folder, "00000.jpg"));
  const refused = await c2c(...run);
  expect(refused.code).toBe(20);
  const words = /type: (overwrite 2 objects in .+)/.exec(refused.stderr)?.[1] ?? "";
  expect(words).not.toBe("");
  expect((await readFile(join(folder, "00000.jpg"))).equals(before)).toBe(true);
  const done = await c2c(...run, "--overwrite", words);
  expect(done).toMatchObject({ code: 0 });
  expect(JSON.parse(done.stdout)).toMatchObject({ signed: "2", mode: "embed-in-place" });
  const reader = await Reader.fromAsset({ buffer: await readFile(join(folder, "00001.jpg")), mimeType: "image/jpeg" });
  expect(JSON.stringify(reader?.json())).toContain('"dc:creator":["Bea Example"]');
});

test("what cannot be stated is told before anything is listed, or before a plan is made", async () => {
  const told = async (...flags: string[]) => {
    const { code, stderr } = await c2c("plan", "--prefix", folder, ...flags);
    expect(code).toBe(20);
    return stderr;
  };
  expect(await told(...stating("short.csv"))).toMatch(/1 object, .*00001\.jpg.*no row for this key/);
  expect(await told("--metadata", join(inputs, "broken.json"))).toMatch(/fields\.creator: has a \{\{ or \}\}/);
  expect(await told("--fields", join(inputs, "fields.csv"))).toMatch(/name that with --metadata/);
  expect(await told("--origin-type", "empty")).toMatch(/--origin-type must be one of digitalCapture/);
  expect(await told("--mode", "embed-in-place", "--sidecar", "same-path")).toMatch(/--sidecar same-path is for/);
});

test("a manifest store is found by verify whatever its plan stated, as long as the file is where the run found it", async () => {
  const pictures = await folderOf(await jpegs(2));
  const origin = ["--origin-type", "digitalCapture", "--origin-statement", "The accession registers say so."];
  const ran = await c2c("run", "--prefix", pictures, "--yes", "--json", ...stating("fields.csv"), ...origin);
  expect(ran.code).toBe(0);
  const found = async () => JSON.parse((await c2c("verify", join(pictures, "00001.jpg"), "--json")).stdout)[0];
  expect(await found()).toMatchObject({ validation: { state: "Trusted" } });
  expect((await found()).manifest).toContain(join(pictures, "c2pa/manifests/"));
  await writeFile(join(pictures, "00001.jpg"), await readFile(join(pictures, "00000.jpg")));
  expect(await found()).toMatchObject({ validation: { state: "Invalid" } });
}, 60_000);

test("workers that run beside are not told of what a command does itself: they may open fewer folders", async () => {
  const pictures = await folderOf(await jpegs(1));
  expect((await c2c("run", "--prefix", pictures, "--yes", "--json")).code).toBe(0);
  const client = new pg.Client({ connectionString: db.superUrl });
  await client.connect();
  const { rows } = await client.query("select name from engine_event");
  await client.end();
  expect(rows).toEqual([]);
}, 60_000);
