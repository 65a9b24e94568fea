import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildCommandLine, c2c } from "../support/command-line.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { folderOf, jpegs, removeFolders } from "../support/picture-folder.ts";

/** Nothing answers there: whoever asked it would fail. */
const nowhere = { DATABASE_URL: "postgresql://nobody:nothing@127.0.0.1:9/none" };
let db: TestDatabase;
let exported: string;

beforeAll(async () => {
  await buildCommandLine();
  db = await testDatabase();
  const folder = await folderOf(await jpegs(5));
  expect(await c2c(["run", "--prefix", folder, "--yes"], { DATABASE_URL: db.url })).toMatchObject({ code: 0 });
  exported = join(await folderOf({}), "receipts.jsonl");
  const made = await c2c(["receipts", "export", "--output", exported], { DATABASE_URL: db.url });
  expect(made).toEqual({ code: 0, stdout: "", stderr: "" });
});

afterAll(async () => {
  await db?.close();
  await removeFolders();
});

test("an export verifies from the file alone, with no database and no secret in reach", async () => {
  const bare = { ...nowhere, C2C_SECRET_KEY: undefined, NEXTAUTH_SECRET: undefined };
  const { code, stdout, stderr } = await c2c(["receipts", "verify", exported, "--json"], bare);
  expect([code, stderr]).toEqual([0, ""]);
  expect(JSON.parse(stdout)).toMatchObject({ kind: "intact", receipts: "5" });
});

test("standard output takes the same bytes as a file", async () => {
  const { stdout } = await c2c(["receipts", "export"], { DATABASE_URL: db.url });
  const withoutTime = (text: string) => text.split("\n").slice(1);
  expect(withoutTime(stdout)).toEqual(withoutTime(await readFile(exported, "utf8")));
});

const tamperings: [string, (lines: string[]) => string[], number][] = [
  ["a changed body", (lines) => lines.with(3, (lines[3] as string).replace(".jpg", ".jpq")), 4],
  ["a receipt left out", (lines) => lines.toSpliced(2, 1), 3],
  ["two receipts in each other's place", (lines) => lines.with(2, lines[3] as string).with(3, lines[2] as string), 3],
  ["the end cut off", (lines) => lines.slice(0, -1), 6],
];

test.each(tamperings)("%s is found, with its line and exit code 20", async (_name, tamper, line) => {
  const file = join(await folderOf({}), "tampered.jsonl");
  await writeFile(file, `${tamper((await readFile(exported, "utf8")).trimEnd().split("\n")).join("\n")}\n`);
  const { code, stdout, stderr } = await c2c(["receipts", "verify", file], nowhere);
  expect([code, stdout]).toEqual([20, ""]);
  expect(stderr).toContain(`${file}, line ${line}: `);
});
