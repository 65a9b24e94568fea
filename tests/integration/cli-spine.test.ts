import { readdir, readFile, unlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { parseCsv } from "../../lib/kernel/csv.ts";
import { ledger, planItem } from "../../lib/plan/schema.ts";
import { runView } from "../../lib/run/schema.ts";
import { buildCommandLine, c2c as start } from "../support/command-line.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { folderOf, picture, removeFolders } from "../support/picture-folder.ts";

let db: TestDatabase;
const c2c = (...args: string[]) => start(args, { DATABASE_URL: db.url });

beforeAll(async () => {
  await buildCommandLine();
  db = await testDatabase();
});

afterAll(async () => {
  await db?.close();
  await removeFolders();
});

const record = z.strictObject({
  key: z.string(),
  etag: z.string().min(1),
  size: z.number().int(),
  last_modified: z.iso.datetime(),
  storage_class: z.string(),
  mime: z.string(),
});

test("an inventory of a folder is written as one record a line, with the six names that scripts rely on", async () => {
  const folder = await folderOf({ "a.jpg": await picture(1), "deep/er/b.png": await picture(2, "png") });
  const output = join(await folderOf({}), "objects.jsonl");
  const { code, stdout, stderr } = await c2c("inventory", "--prefix", folder, "--output", output, "--json");
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toMatchObject({ objects: "2", state: "ready" });
  const lines = (await readFile(output, "utf8")).trimEnd().split("\n");
  const records = lines.map((line) => record.parse(JSON.parse(line)));
  expect(records.map(({ key, mime }) => [key, mime])).toEqual([
    ["a.jpg", "image/jpeg"],
    ["deep/er/b.png", "image/png"],
  ]);
});

test("several folders are one bucket, and nothing beside them is listed", async () => {
  const folder = await folderOf({ "one/a.jpg": "x", "two/b.jpg": "y", "three/c.jpg": "z" });
  const { stdout } = await c2c("inventory", "--prefix", join(folder, "one"), "--prefix", join(folder, "two"), "--json");
  expect(JSON.parse(stdout)).toMatchObject({ objects: "2", prefixes: ["one/", "two/"] });
});

test("an object list replaces the listing, and prefixes bound what it may name", async () => {
  const folder = await folderOf({
    "in/a.jpg": await picture(3),
    "in/b.jpg": await picture(4),
    "out/c.jpg": "x",
    "l/d": "",
  });
  const list = join(folder, "objects.csv");
  await writeFile(list, "key,size\nin/a.jpg,1\nout/c.jpg,1\n");
  const prefixes = ["--prefix", join(folder, "in"), "--prefix", join(folder, "l")];
  const { code, stdout, stderr } = await c2c("inventory", ...prefixes, "--inventory-csv", list, "--json");
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toMatchObject({ source: "import", objects: "1" });
});

test("a sample says how many it read, and a plan's files have the fixed names", async () => {
  const one = await picture(5);
  const folder = await folderOf({ "a.jpg": one, "copy of a.jpg": one, "b.webp": await picture(6, "webp") });
  const sample = await c2c("sample", "--prefix", folder, "--sample", "3", "--stratify", "mime,size", "--json");
  expect(JSON.parse(sample.stdout)).toMatchObject({ state: "ready", drawn: 3, read: 3, stratify: ["mime", "size"] });

  const [planOut, ledgerOut] = [
    join(folder, "..", `${Date.now()}-plan.json`),
    join(folder, "..", `${Date.now()}-ledger.json`),
  ];
  const files = ["--plan-out", planOut, "--ledger-out", ledgerOut];
  const { code, stderr } = await c2c("plan", "--prefix", folder, ...files, "--mode", "embed", "--cpu-cost", "0.05");
  expect([code, stderr]).toEqual([0, ""]);
  const items = z.array(planItem.strict()).parse(JSON.parse(await readFile(planOut, "utf8")));
  const frozen = ledger.parse(JSON.parse(await readFile(ledgerOut, "utf8")));
  await Promise.all([unlink(planOut), unlink(ledgerOut)]);
  expect(items.map(({ objects, mode }) => [objects.length, mode]).sort()).toEqual([
    [1, "embed"],
    [2, "embed"],
  ]);
  expect(frozen.objects_total).toBe(3);
  expect(Object.keys(frozen.est_cost).sort()).toEqual(["cpu_usd", "egress_usd", "storage_usd", "total_usd", "tsa_usd"]);
});

test("a dry run signs nothing", async () => {
  const folder = await folderOf({ "a.jpg": await picture(7) });
  const { code, stdout } = await c2c("run", "--prefix", folder, "--dry-run", "--json");
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ objects: 1, approvals: [] });
  expect(await readdir(folder)).toEqual(["a.jpg"]);
});

test("without an approval nothing is signed: in a pipe the plan is shown, and --yes is asked for", async () => {
  const folder = await folderOf({ "a.jpg": await picture(8) });
  const { code, stdout, stderr } = await c2c("run", "--prefix", folder);
  expect([code, stdout]).toEqual([20, ""]);
  expect(stderr).toMatch(/^hash {2}[0-9a-f]{64}$/m);
  expect(stderr.trimEnd().split("\n").at(-1)).toMatch(/add --yes/);
  expect(await readdir(folder)).toEqual(["a.jpg"]);
});

test("a run in a pipe prints its result and nothing else, changes no asset, and what it wrote verifies", async () => {
  const original = await picture(9);
  const folder = await folderOf({
    "a.jpg": original,
    "b.png": await picture(10, "png"),
    "c.webp": await picture(11, "webp"),
  });
  const { code, stdout, stderr } = await c2c("run", "--prefix", folder, "--yes", "--json");
  expect([code, stderr]).toEqual([0, ""]);
  expect(runView.loose().parse(JSON.parse(stdout))).toMatchObject({ state: "finished", signed: "3", failed: "0" });
  expect(await readFile(join(folder, "a.jpg"))).toEqual(original);

  const verified = await c2c("verify", folder, "--json");
  expect(verified.code).toBe(0);
  const findings = JSON.parse(verified.stdout) as { manifest: string; validation: { state: string } }[];
  expect(findings.map(({ validation }) => validation.state)).toEqual(["Trusted", "Trusted", "Trusted"]);
  const apart = await c2c("verify", join(folder, "a.jpg"), "--manifest", findings[0]?.manifest ?? "");
  expect([apart.code, apart.stdout.split("\n")[0]]).toEqual([0, expect.stringContaining(": Trusted (")]);
  const another = await c2c("verify", join(folder, "b.png"), "--manifest", findings[0]?.manifest ?? "");
  expect([another.code, another.stdout]).toEqual([10, expect.stringContaining("assertion.dataHash.mismatch")]);
});

test("a run over assets that cannot be signed is partial, and its report names each with its reason", async () => {
  const whole = await picture(12);
  const folder = await folderOf({
    "whole.jpg": whole,
    "cut.jpg": whole.subarray(0, whole.length / 2),
    "empty.jpg": "",
  });
  const reports = join(await folderOf({}), "deep", "report");
  const run = ["run", "--prefix", folder, "--yes", "--mode", "embed", "--report-out", reports, "--format", "all"];
  const { code, stdout } = await c2c(...run, "--json");
  expect(code).toBe(10);
  const { id, reasons } = JSON.parse(stdout);
  expect(reasons.map(({ why }: { why: string | null }) => why).sort()).toEqual(
    ["empty_object", "truncated", null].sort(),
  );
  expect(await readFile(join(reports, "report.html"), "utf8")).toContain(id);
  const rows = [...parseCsv(await readFile(join(reports, "report.csv"), "utf8"), { formulas: "unguard" })].map(
    ({ cells }) => [cells[1], cells[5]],
  );
  expect(rows.slice(1)).toEqual([
    ["cut.jpg", "truncated"],
    ["empty.jpg", "empty_object"],
    ["whole.jpg", ""],
  ]);

  const told = await c2c("report", id);
  expect([told.code, told.stdout]).toEqual([10, expect.stringContaining("Nothing was signed.")]);
  const signed = await c2c("verify", join(folder, "signed"));
  expect([signed.code, signed.stdout]).toEqual([0, expect.stringContaining("whole.jpg: Trusted (embedded)")]);
  expect(await c2c("verify", join(folder, "whole.jpg"))).toMatchObject({
    code: 10,
    stdout: expect.stringContaining("no manifest"),
  });
  // What is finished stays finished: resuming it only tells of it.
  expect(await c2c("resume", id)).toMatchObject({ code: 10, stdout: told.stdout });
});
