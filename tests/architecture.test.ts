import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { importFaults } from "./architecture/import-faults.ts";
import {
  documentFaults,
  escapeFaults,
  lengthFaults,
  registryFaults,
  transactionFaults,
  wordFaults,
} from "./architecture/source-faults.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "*.ts", "*.tsx", "*.mjs"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((path) => path !== "" && !path.startsWith("prisma/generated/") && existsSync(join(root, path)))
  .map((path) => ({ path, source: readFileSync(join(root, path), "utf8") }));

test("every import is one that the table allows", () => {
  expect(importFaults(files)).toEqual([]);
});

test("no file is longer than 300 lines", () => {
  expect(lengthFaults(files)).toEqual([]);
});

test("nothing escapes the types", () => {
  expect(escapeFaults(files)).toEqual([]);
});

test("only rows.ts touches the transaction", () => {
  expect(transactionFaults(files)).toEqual([]);
});

test("every verb is in the registry", () => {
  expect(registryFaults(files)).toEqual([]);
});

test("nothing names a place on one machine", () => {
  expect(wordFaults(files)).toEqual([]);
});

for (const document of ["README.md", "ARCHITECTURE.md", "docs/scale.md"])
  test.runIf(existsSync(join(root, document)))(`${document} names only paths that exist`, () => {
    const markdown = readFileSync(join(root, document), "utf8");
    expect(documentFaults(document, markdown, (path) => existsSync(join(root, path)))).toEqual([]);
  });
