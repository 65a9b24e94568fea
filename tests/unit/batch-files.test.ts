import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { batchFiles, targetOf } from "../../lib/cli/batch-files.ts";
import { batchPrinter } from "../../lib/cli/batch-text.ts";

let root: string;
const names = [
  "a.jpg",
  "b.PNG",
  "notes.txt",
  "photo[1].jpg",
  ".hidden.jpg",
  "a.jpg.c2pa",
  "leaflet.pdf",
  "deep/c.jpg",
  "deep/er/d.webp",
  "signed/a.jpg",
  "deep/signed/c.jpg",
];

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), "c2c-batch-files-"));
  for (const name of names) {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), name);
  }
  await symlink(join(root, "a.jpg"), join(root, "deep", "link.jpg"));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const plain = { recursive: false, include: [], exclude: [], output: null };
const chosen = async (named: string[], more = {}) =>
  (
    await batchFiles(
      named.map((name) => join(root, name)),
      { ...plain, ...more },
    )
  ).map(({ within }) => within);

test("of a folder its media are taken, what is below with --recursive, and never what an earlier call wrote", async () => {
  expect(await chosen([""])).toEqual(["a.jpg", "b.PNG", "leaflet.pdf", "photo[1].jpg"]);
  expect(await chosen([""], { recursive: true })).toEqual([
    "a.jpg",
    "b.PNG",
    "deep/c.jpg",
    "deep/er/d.webp",
    "leaflet.pdf",
    "photo[1].jpg",
  ]);
  expect(await chosen([""], { recursive: true, output: join(root, "deep") })).not.toContain("deep/c.jpg");
});

test("--include and --exclude choose among a folder's files", async () => {
  expect(await chosen([""], { recursive: true, include: ["**/*.jpg"], exclude: ["deep/**"] })).toEqual([
    "a.jpg",
    "photo[1].jpg",
  ]);
});

test("a glob goes down from its fixed part, and a file that is called like one is that file", async () => {
  expect(await chosen(["**/*.{jpg,webp}"])).toEqual(["a.jpg", "deep/c.jpg", "deep/er/d.webp", "photo[1].jpg"]);
  expect(await chosen(["deep/*.jpg"])).toEqual(["c.jpg"]);
  expect(await chosen(["photo[1].jpg"])).toEqual(["photo[1].jpg"]);
});

test("a file that is named twice is taken once, and one that is not there is said to be so", async () => {
  expect(await chosen(["a.jpg", "*.jpg", ""])).toEqual(["a.jpg", "b.PNG", "leaflet.pdf", "photo[1].jpg"]);
  await expect(chosen(["gone.jpg"])).rejects.toThrow(/no file or folder/);
});

test("an output keeps its place below --output, and never has its source's own name", () => {
  const file = { path: "/pictures/2024/a.jpg", within: "2024/a.jpg" };
  expect(targetOf(file, { sidecar: false, output: null })).toBe("/pictures/2024/signed/a.jpg");
  expect(targetOf(file, { sidecar: true, output: null })).toBe("/pictures/2024/a.jpg.c2pa");
  expect(targetOf(file, { sidecar: false, output: "/out" })).toBe("/out/2024/a.jpg");
  expect(targetOf(file, { sidecar: true, output: "/out" })).toBe("/out/2024/a.jpg.c2pa");
});

test("a hostile name is shown on a terminal, guarded in CSV, and kept in JSON", () => {
  const line = {
    file: "=cmd\u202e\u001b[31m.jpg",
    target: "t",
    outcome: { kind: "failed" as const, why: "target_taken" as const, detail: "d" },
  };
  const printed = (format: "text" | "json" | "csv") => {
    let text = "";
    const printer = batchPrinter(format, (more) => {
      text += more;
    });
    printer.line(line);
    expect(printer.end({ left: 0, interrupted: false })).toBe(false);
    return text;
  };
  expect(printed("text")).not.toContain("\u001b");
  expect(printed("csv")).toContain("'=cmd");
  expect(JSON.parse(printed("json"))).toMatchObject({ failed: 1, files: [{ file: line.file, target: null }] });
});
