import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCommandLine, c2c } from "../support/command-line.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { folderOf, picture, removeFolders } from "../support/picture-folder.ts";

let db: TestDatabase;
let folder: string;

beforeAll(async () => {
  await buildCommandLine();
  db = await testDatabase();
  folder = await folderOf({
    "a.jpg": await picture(20),
    "list.csv": "name,bytes\n",
    "number.csv": "key,size\na.jpg,many\n",
  });
});

afterAll(async () => {
  await db?.close();
  await removeFolders();
});

const run = "run_01m3v4k9ab2c3d4e5f6g7h";
const keys = { AWS_ACCESS_KEY_ID: "key", AWS_SECRET_ACCESS_KEY: "secret" };
const unreachable = { DATABASE_URL: "postgresql://nobody:nothing@127.0.0.1:9/none" };

/** Command lines that cannot work, and what they are told. None of them gets as far as the database. */
const early: [string, () => string[], RegExp, Record<string, string>?][] = [
  ["no folder named", () => ["inventory"], /Name a folder with --prefix/],
  [
    "a folder that is not there",
    () => ["inventory", "--prefix", join(folder, "no")],
    /There is no folder .*Check what --prefix names/,
  ],
  ["a file for a folder", () => ["run", "--prefix", join(folder, "a.jpg")], /is a file\. Name the folder/],
  ["what tests a run, without one", () => ["verify", join(folder, "a.jpg"), "--sample", "3"], /--sample tests what/],
  ["an unknown command", () => ["sing"], /unknown command 'sing'/],
  ["an unknown flag", () => ["sample", "--frob"], /unknown option '--frob'/],
  ["an unknown origin", () => ["plan", "--origin", "gcs"], /Allowed choices are s3, r2, file/],
  ["a bad number", () => ["sample", "--sample", "1e2"], /A whole number from 1 to 10000 is needed/],
  ["a bad price", () => ["plan", "--tsa-cost", "-1"], /An amount of dollars/],
  ["an unknown stratum", () => ["sample", "--stratify", "mime,colour"], /colour is none of mime, size, prefix, date/],
  [
    "a bad target",
    () => ["run", "--prefix", folder, "--mode", "embed", "--target-prefix", "/x"],
    /--target-prefix .* must be relative/,
  ],
  ["a bad run id", () => ["resume", "run_x"], /A run's id is needed/],
  ["no bucket", () => ["inventory", "--origin", "s3"], /Name the bucket with --bucket/, keys],
  [
    "no keys",
    () => ["inventory", "--origin", "s3", "--bucket", "media"],
    /Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY/,
  ],
  ["no account", () => ["inventory", "--origin", "r2", "--bucket", "media"], /--account-id/, keys],
  [
    "a bad endpoint",
    () => ["inventory", "--origin", "s3", "--bucket", "media", "--endpoint", "there"],
    /there is no address/,
    keys,
  ],
  ["no such list", () => ["plan", "--prefix", folder, "--inventory-csv", join(folder, "no.csv")], /There is no file/],
  [
    "a file that has no place",
    () => ["plan", "--prefix", folder, "--ledger-out", join(folder, "no", "l.json")],
    /cannot be written/,
  ],
  [
    "a report that has no place",
    () => ["run", "--prefix", folder, "--yes", "--report-out", join(folder, "a.jpg")],
    /cannot be written/,
  ],
  ["nothing to verify", () => ["verify", join(folder, "no")], /There is no file or folder/],
  ["one manifest for many", () => ["verify", folder, folder, "--manifest", "x"], /--manifest belongs to one file/],
  [
    "an export that is not there",
    () => ["receipts", "verify", join(folder, "no")],
    /There is no file .*Name the file that c2c receipts export wrote/,
  ],
];

test.each(early)("%s is refused before anything is opened", async (_name, args, told, env = {}) => {
  expectRefusal(await c2c(args(), { ...unreachable, ...env }), told);
});

const late: [string, () => string[], RegExp, Record<string, string>?][] = [
  ["a run that is not there", () => ["report", run], /no such run/],
  ["another's run", () => ["resume", run, "--tenant", "nobody"], /There is no workspace called nobody/],
  [
    "a list without a header",
    () => ["plan", "--prefix", folder, "--inventory-csv", join(folder, "list.csv")],
    /key and size cannot be found/,
  ],
  [
    "a list with a bad line",
    () => ["plan", "--prefix", folder, "--inventory-csv", join(folder, "number.csv")],
    /Line 2 .*whole number of bytes/,
  ],
  [
    "a store that does not answer",
    () => ["inventory", "--origin", "s3", "--bucket", "media", "--endpoint", "http://127.0.0.1:9"],
    /could not be reached/,
    keys,
  ],
];

test.each(late)("%s is refused with a sentence", async (_name, args, told, env = {}) => {
  expectRefusal(await c2c(args(), { DATABASE_URL: db.url, ...env }), told);
});

test("an empty folder has nothing to sign, and says so", async () => {
  const empty = await folderOf({});
  expectRefusal(await c2c(["run", "--prefix", empty, "--yes"], { DATABASE_URL: db.url }), /There are no objects/);
});

test("a database that does not answer is named by its address, never with its password", async () => {
  const ended = await c2c(["inventory", "--prefix", folder], unreachable);
  expectRefusal(ended, /The database at 127\.0\.0\.1:9 does not answer/);
  expect(ended.stderr).not.toContain("nothing");
});

test("help is a success, on standard output, without a database or an environment", async () => {
  for (const args of [["--help"], ["run", "--help"], ["receipts", "verify", "--help"], ["help"]]) {
    const { code, stdout, stderr } = await c2c(args, unreachable);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^Usage: c2c/);
  }
});

/** Nothing on standard output, exit code 20, and one or two lines: no stack, no half sentence. */
function expectRefusal(
  { code, stdout, stderr }: { code: number | null; stdout: string; stderr: string },
  told: RegExp,
): void {
  expect(stderr).toMatch(told);
  expect([code, stdout]).toEqual([20, ""]);
  expect(stderr).toMatch(/^c2c: .*[.'](\nAdd --help .*)?\n$/);
}
