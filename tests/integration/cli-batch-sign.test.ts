import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { parseCsv } from "../../lib/kernel/csv.ts";
import { buildCommandLine, c2c, startC2c } from "../support/command-line.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { picture } from "../support/picture-folder.ts";
import { makePicture } from "../support/signing.ts";

let db: TestDatabase;
let folder: string;
const run = (...args: string[]) => c2c(args, { DATABASE_URL: db.url });

beforeAll(async () => {
  db = await testDatabase();
  await buildCommandLine();
}, 60_000);
afterAll(() => db?.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "c2c-batch-"));
  return () => rm(folder, { recursive: true, force: true });
});

test("a folder is signed into signed/, originals stay, and a second call finds all of it there", async () => {
  const originals = new Map<string, Buffer>();
  for (const [name, bytes] of [
    ["a.jpg", await picture(1)],
    ["deep/b.png", await makePicture("png", 3)],
    ["c.webp", await makePicture("webp", 4)],
  ] as const) {
    await mkdir(join(folder, "deep"), { recursive: true });
    originals.set(name, Buffer.from(bytes));
    await writeFile(join(folder, name), bytes);
  }
  await writeFile(join(folder, "cut.jpg"), (await picture(2)).subarray(0, 900));
  const first = await run("batch-sign", folder, "--recursive", "--parallel", "2", "--format", "json");
  expect([first.code, first.stderr]).toEqual([10, ""]);
  const told = JSON.parse(first.stdout);
  expect(told).toMatchObject({ signed: 3, adopted: 0, skipped: 0, failed: 1, left: 0 });
  expect(told.files.find((each: { outcome: string }) => each.outcome === "failed")).toMatchObject({ why: "truncated" });
  for (const [name, bytes] of originals) expect(await readFile(join(folder, name))).toEqual(bytes);
  expect((await readdir(join(folder, "signed"))).sort()).toEqual(["a.jpg", "c.webp"]);
  const verified = await run("verify", join(folder, "signed"), "--json");
  expect(JSON.parse(verified.stdout).map((each: { validation: { state: string } }) => each.validation.state)).toEqual([
    "Trusted",
    "Trusted",
  ]);
  const before = await readFile(join(folder, "signed", "a.jpg"));
  await rm(join(folder, "cut.jpg"));
  const again = await run("batch-sign", folder, "--recursive");
  expect(again.code).toBe(0);
  expect(again.stdout).toContain("0 signed, 3 there already");
  expect(await readFile(join(folder, "signed", "a.jpg"))).toEqual(before);
}, 60_000);

test("what is there under an output's name and is something else is reported and left alone", async () => {
  await writeFile(join(folder, "a.jpg"), await picture(1));
  await mkdir(join(folder, "signed"));
  await writeFile(join(folder, "signed", "a.jpg"), "somebody's own");
  const { code, stdout } = await run("batch-sign", join(folder, "*.jpg"), "--format", "csv");
  expect(code).toBe(10);
  const [, row] = [...parseCsv(stdout, { formulas: "keep" })];
  expect(row?.cells.slice(1, 2).concat(row.cells.slice(6, 7))).toEqual(["failed", "target_taken"]);
  expect(await readFile(join(folder, "signed", "a.jpg"), "utf8")).toBe("somebody's own");
}, 30_000);

test("a signed copy is as closed to others as its original", async () => {
  await writeFile(join(folder, "a.jpg"), await picture(1), { mode: 0o600 });
  expect((await run("batch-sign", join(folder, "a.jpg"))).code).toBe(0);
  expect((await stat(join(folder, "signed", "a.jpg"))).mode & 0o777).toBe(0o600);
}, 30_000);

test("a sidecar lies beside its file and is what verify finds there", async () => {
  await writeFile(join(folder, "a.jpg"), await picture(1));
  expect((await run("batch-sign", join(folder, "a.jpg"), "--sidecar")).code).toBe(0);
  expect((await readdir(folder)).sort()).toEqual(["a.jpg", "a.jpg.c2pa"]);
  const { stdout } = await run("verify", join(folder, "a.jpg"), "--json");
  expect(JSON.parse(stdout)).toMatchObject([
    { manifest: join(folder, "a.jpg.c2pa"), validation: { state: "Trusted" } },
  ]);
}, 30_000);

test("nothing is written outside of the output folder, wherever a link in it leads, and no two files share an output", async () => {
  const output = join(folder, "out");
  await mkdir(join(folder, "in", "x"), { recursive: true });
  await mkdir(join(folder, "elsewhere"));
  await mkdir(output);
  await symlink(join(folder, "elsewhere"), join(output, "x"));
  await writeFile(join(folder, "in", "x", "a.jpg"), await picture(1));
  const led = await run("batch-sign", join(folder, "in"), "--recursive", "--output", output, "--format", "json");
  expect([led.code, JSON.parse(led.stdout).files[0].why]).toEqual([10, "write_denied"]);
  expect(await readdir(join(folder, "elsewhere"))).toEqual([]);
  await mkdir(join(folder, "in", "y"));
  await writeFile(join(folder, "in", "y", "a.jpg"), await picture(2));
  const both = ["x", "y"].map((name) => join(folder, "in", name, "a.jpg"));
  const shared = await run("batch-sign", ...both, "--output", join(folder, "one"), "--format", "json");
  expect(JSON.parse(shared.stdout)).toMatchObject({ signed: 1, failed: 1 });
}, 30_000);

test("Ctrl-C finishes what is in hand, leaves no half of a file, and says what is left", async () => {
  for (let at = 0; at < 40; at++) await writeFile(join(folder, `p${at}.png`), await makePicture("png", at, 900, 700));
  const started = startC2c(["batch-sign", folder, "--parallel", "1", "--format", "csv"], { DATABASE_URL: db.url });
  await new Promise<void>((resolve) =>
    started.child.stdout?.on("data", (chunk: string) => String(chunk).includes("signed,") && resolve()),
  );
  started.signal("SIGINT");
  const { code, stdout } = await started.ended;
  expect(code).toBe(10);
  const signed = stdout.split("\r\n").filter((line) => line.includes(",signed,")).length;
  const there = await readdir(join(folder, "signed"));
  expect(there).toHaveLength(signed);
  expect(signed).toBeLessThan(40);
}, 60_000);

test("an unknown identity and an empty choice end with a sentence", async () => {
  expect((await run("batch-sign", folder)).stderr).toContain("nothing to sign");
  await writeFile(join(folder, "a.jpg"), await picture(1));
  const { code, stderr } = await run("batch-sign", folder, "--identity", "me");
  expect([code, stderr]).toEqual([
    20,
    expect.stringContaining('no signing identity of this workspace has the id or the name "me"'),
  ]);
}, 30_000);
