import { describe, expect, test } from "vitest";
import { mergePrefixes } from "../../lib/inventory/merge-prefixes.ts";
import { keyKind } from "../../lib/inventory/own-keys.ts";
import { parseObjectList } from "../../lib/inventory/parse-object-list.ts";
import { mimeByExtension } from "../../lib/media/mime-by-extension.ts";

describe("an object list", () => {
  test("in CSV may leave out what a listing would tell, and its columns may stand in any order", () => {
    const text = 'size,key,etag\n12,"a,b.JPG","""abc"""\n0,c,\n';
    expect(parseObjectList(text, "csv")).toEqual({
      kind: "list",
      objects: [
        {
          key: "a,b.JPG",
          etag: "abc",
          sizeBytes: 12,
          lastModified: new Date(0),
          storageClass: "STANDARD",
          mime: "image/jpeg",
        },
        {
          key: "c",
          etag: "",
          sizeBytes: 0,
          lastModified: new Date(0),
          storageClass: "STANDARD",
          mime: "application/octet-stream",
        },
      ],
    });
  });

  test("in JSON lines keeps every field of its records", () => {
    const record = {
      key: "x.png",
      etag: "e",
      size: 3,
      last_modified: "2024-05-31T12:00:00+02:00",
      storage_class: "COLD",
      mime: "image/PNG",
    };
    expect(parseObjectList(`${JSON.stringify(record)}\n\n`, "jsonl")).toEqual({
      kind: "list",
      objects: [
        {
          key: "x.png",
          etag: "e",
          sizeBytes: 3,
          lastModified: new Date("2024-05-31T10:00:00Z"),
          storageClass: "COLD",
          mime: "image/png",
        },
      ],
    });
  });

  test.each([
    ["csv", "name,bytes\na,1", 1, "key and size"],
    ["csv", "key,size\na", 2, "1 cells where the header names 2"],
    ["csv", "key,size\na,1\na,2", 3, "repeats the key of line 2"],
    ["csv", "key,size\na,-1", 2, "whole number"],
    ["csv", "key,size,last_modified\na,1,yesterday", 2, "last_modified"],
    ["csv", 'key,size\n"a,1', 2, "never closed"],
    ["jsonl", '{"key":"a","size":1}\nnot json', 2, "no JSON"],
    ["jsonl", "[1]", 1, "no JSON object"],
    ["jsonl", '{"key":"a\\u0000","size":1}', 1, "no store can hold"],
    ["jsonl", '{"key":"\\ud800","size":1}', 1, "no store can hold"],
    ["csv", "key,size\n", 1, "no objects"],
  ] as const)("in %s: %j is refused with its line", (format, text, line, words) => {
    const parsed = parseObjectList(text, format);
    expect(parsed).toMatchObject({ kind: "problems", problems: [{ line, problem: expect.stringContaining(words) }] });
  });

  test("tells of at most 20 problems", () => {
    const parsed = parseObjectList("x\n".repeat(1000), "jsonl");
    expect(parsed.kind === "problems" && parsed.problems.length).toBe(20);
  });
});

test("overlapping prefixes are merged, and none is the whole bucket", () => {
  expect(mergePrefixes(["b/", "a/c/", "a/", "b/", "ab"])).toEqual(["a/", "ab", "b/"]);
  expect(mergePrefixes(["x", ""])).toEqual([""]);
  expect(mergePrefixes([])).toEqual([""]);
  expect(() => mergePrefixes(["c2pa/2024/"])).toThrow(/nothing to list/);
});

test("the service's own files and sidecars are no objects", () => {
  expect(["c2pa/x.c2pa", ".c2c-probe/x", "a/c2pa/x.jpg", "a.C2PA", "a.c2pa.jpg"].map(keyKind)).toEqual([
    "own",
    "own",
    "object",
    "sidecar",
    "object",
  ]);
});

test("a media type is guessed from the last extension of the last part", () => {
  expect(["a.JPeG", "dir.png/file", "a.constructor", "x.tar.gz", ".webp", ""].map(mimeByExtension)).toEqual([
    "image/jpeg",
    "application/octet-stream",
    "application/octet-stream",
    "application/gzip",
    "image/webp",
    "application/octet-stream",
  ]);
});
