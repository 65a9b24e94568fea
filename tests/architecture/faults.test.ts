import { describe, expect, test } from "vitest";
import { importFaults } from "./import-faults.ts";
import {
  documentFaults,
  escapeFaults,
  lengthFaults,
  registryFaults,
  transactionFaults,
  wordFaults,
} from "./source-faults.ts";

const one = (path: string, source: string) => [{ path, source }];

describe("an import is refused", () => {
  const bad: [why: string, path: string, source: string][] = [
    ["of a port by the kernel", "lib/kernel/a.ts", 'import { Store } from "../ports/store.ts";'],
    ["of a noun by a port", "lib/ports/a.ts", 'import type { Run } from "../run/schema.ts";'],
    ["of a noun to the right", "lib/bucket/a.ts", 'import { startRun } from "../run/start.ts";'],
    ["of an adapter by a noun", "lib/run/a.ts", 'import { openFs } from "../adapters/store/fs.ts";'],
    ["of a noun by an adapter", "lib/adapters/store/a.ts", 'import { rows } from "../../run/schema.ts";'],
    ["of rows by an edge", "lib/edge/a.ts", 'import { findRun } from "../run/rows.ts";'],
    ["of other rows by an edge", "app/page.tsx", 'import { findItem } from "@/lib/run/item-rows";'],
    ["of the wire by a noun", "lib/run/a.ts", 'import { wire } from "../wire.ts";'],
    ["of an adapter by a page", "app/page.tsx", 'import { db } from "@/lib/adapters/db/database";'],
    ["of a vendor's package by a noun", "lib/run/a.ts", 'import { Client } from "pg";'],
    [
      "of a vendor's package in parts",
      "lib/plan/a.ts",
      'import {\n  S3Client,\n  GetObjectCommand,\n} from "@aws-sdk/client-s3";',
    ],
    ["of a vendor's package on demand", "app/a.ts", 'const { Builder } = await import("@contentauth/c2pa-node");'],
    ["of next in lib", "lib/edge/a.ts", 'import { headers } from "next/headers";'],
    [
      "of the database client by a verb",
      "lib/run/start.ts",
      'import type { Prisma } from "../../prisma/generated/client.ts";',
    ],
    ["of a re-export", "lib/kernel/a.ts", 'export * from "../run/schema.ts";'],
    ["for its effect alone", "lib/kernel/a.ts", 'import "../run/schema.ts";'],
  ];
  test.each(bad)("%s", (_, path, source) => {
    expect(importFaults(one(path, source))).toHaveLength(1);
  });

  test("of a value that reaches the server, by a component", () => {
    const reading = { path: "lib/run/schema.ts", source: 'import { readFile } from "node:fs/promises";' };
    const show = (source: string) => importFaults([reading, { path: "components/run/a.tsx", source }]);
    expect(show('import { runState } from "@/lib/run/schema";')).toHaveLength(1);
    expect(show('import type { RunView } from "@/lib/run/schema";')).toEqual([]);
    expect(show('import { type RunView } from "@/lib/run/schema";')).toEqual([]);
  });
});

test("an import to the left, of the kernel, of one's own room and of pure values is allowed", () => {
  const good = [
    {
      path: "lib/run/start.ts",
      source: 'import { getPlan } from "../plan/get.ts";\nimport { Fault } from "../kernel/fault.ts";',
    },
    { path: "lib/run/rows.ts", source: 'import { Prisma } from "../../prisma/generated/client.ts";' },
    { path: "lib/adapters/db/a.ts", source: 'import pg from "pg";' },
    { path: "lib/run/state.ts", source: 'import { z } from "zod";' },
    {
      path: "components/run/a.tsx",
      source: 'import { stateOf } from "@/lib/run/state.ts";\nimport { useState } from "react";',
    },
    {
      path: "app/page.tsx",
      source: 'import { headers } from "next/headers";\nimport { getRun } from "@/lib/run/get.ts";',
    },
  ];
  expect(importFaults(good)).toEqual([]);
});

test("a file of 301 lines is refused, one of 300 is not", () => {
  expect(lengthFaults(one("lib/a.ts", "\n".repeat(301)))).toHaveLength(1);
  expect(lengthFaults(one("lib/a.ts", "\n".repeat(300)))).toEqual([]);
});

test("a comment that switches the checks off is refused", () => {
  expect(escapeFaults(one("lib/a.ts", "// @ts-ignore\nlet a;\n// @ts-nocheck"))).toHaveLength(2);
  const allowed = "// biome-ignore lint/suspicious/noExplicitAny: the answer's shape is what the test is about";
  expect(escapeFaults(one("lib/a.ts", allowed))).toHaveLength(1);
  expect(escapeFaults(one("tests/a.ts", allowed))).toEqual([]);
});

test("the transaction is refused outside rows.ts", () => {
  const source = "await tx.run.update({});";
  expect(transactionFaults(one("lib/run/pause.ts", source))).toHaveLength(1);
  expect(transactionFaults([...one("lib/run/rows.ts", source), ...one("lib/run/item-rows.ts", source)])).toEqual([]);
});

test("a verb that the registry does not list is refused", () => {
  const verb = { path: "lib/run/pause.ts", source: 'export const pauseRun = verb({ name: "run.pause" });' };
  const registry = (source: string) => ({ path: "lib/verbs.ts", source });
  expect(registryFaults([verb, registry("")])).toHaveLength(1);
  expect(registryFaults([verb, registry('import { pauseRun } from "./run/pause.ts";')])).toEqual([]);
});

test("a place on somebody's machine is refused", () => {
  expect(wordFaults(one("lib/a.ts", 'const root = "/home/somebody/media";'))).toHaveLength(1);
  expect(wordFaults(one("lib/a.ts", 'const root = "https://host/home/page";'))).toEqual([]);
});

test("a document that names a path which is gone is refused", () => {
  const text = "See `lib/run/gone.ts`, `lib/run/pump.ts`, `lib/*/rows.ts` and `npm run up`.";
  expect(documentFaults("README.md", text, (path) => path === "lib/run/pump.ts")).toEqual([
    "README.md names lib/run/gone.ts, which is not there",
  ]);
});
