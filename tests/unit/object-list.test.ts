import { describe, expect, test } from "vitest";
import { mergePrefixes } from "../../lib/inventory/merge-prefixes.ts";
import { keyKind } from "../../lib/inventory/own-keys.ts";
import { type ListLine, readObjectList } from "../../lib/inventory/read-object-list.ts";
import type { ImportFormat } from "../../lib/inventory/schema.ts";
import { mimeByExtension } from "../../lib/media/mime-by-extension.ts";

/** The whole of a list, in pieces that borders of lines and characters fall into at random. */
async function read(text: string, format: ImportFormat, pieceLength = 7) {
  const pieces = Array.from({ length: Math.ceil(text.length / pieceLength) }, (_, n) =>
    text.slice(n * pieceLength, (n + 1) * pieceLength),
  );
  const lines: ListLine[] = [];
  for await (const line of readObjectList(pieces, format)) lines.push(line);
  return lines;
}

describe("an object list", () => {
  test("in CSV may leave out what a listing would tell, and its columns may stand in any order", async () => {
    const text = 'size,key,etag\n12,"a,b.JPG","""abc"""\n0,c,\n';
    const unsaid = { lastModified: new Date(0), storageClass: "STANDARD" };
    expect(await read(text, "csv")).toEqual([
      { line: 2, object: { key: "a,b.JPG", etag: "abc", sizeBytes: 12, ...unsaid, mime: "image/jpeg" } },
      { line: 3, object: { key: "c", etag: "", sizeBytes: 0, ...unsaid, mime: "application/octet-stream" } },
    ]);
  });

  test("in JSON lines keeps every field of its records", async () => {
    const record = {
      key: "x.png",
      etag: "e",
      size: 3,
      last_modified: "2024-05-31T12:00:00+02:00",
      storage_class: "COLD",
      mime: "image/PNG",
    };
    const object = { key: "x.png", etag: "e", sizeBytes: 3, storageClass: "COLD", mime: "image/png" };
    expect(await read(`\n${JSON.stringify(record)}\n\n`, "jsonl")).toEqual([
      { line: 2, object: { ...object, lastModified: new Date("2024-05-31T10:00:00Z") } },
    ]);
  });

  test.each([
    ["csv", "name,bytes\na,1", 1, "key and size"],
    ["csv", "key,size\na", 2, "1 cells where the header names 2"],
    ["csv", "key,size\na,-1", 2, "whole number"],
    ["csv", "key,size,last_modified\na,1,yesterday", 2, "last_modified"],
    ["csv", 'key,size\n"a,1', 2, "never closed"],
    ["jsonl", '{"key":"a","size":1}\nnot json', 2, "no JSON"],
    ["jsonl", "[1]", 1, "no JSON object"],
    ["csv", "key,size,last_modified\na,1,0000-01-01T00:00:00Z", 2, "last_modified"],
    ["csv", "key,size,last_modified\na,1,0001-01-01T00:00:00+10:00", 2, "last_modified"],
    ["csv", `key,size\n${"ä".repeat(1_300)},1`, 2, "longer than 2500 bytes"],
    ["jsonl", `{"key":"a","size":1,"mime":"${"m".repeat(301)}"}`, 1, "mime must be a short text"],
    ["jsonl", '{"key":"a\\u0000","size":1}', 1, "no store can hold"],
    ["jsonl", '{"key":"\\ud800","size":1}', 1, "no store can hold"],
  ] as const)("in %s: %j is refused with its line", async (format, text, line, words) => {
    const problems = (await read(text, format)).filter((each) => "problem" in each);
    expect(problems).toMatchObject([{ line, problem: expect.stringContaining(words) }]);
  });

  test("says the same wherever its pieces end", async () => {
    const text = '\ufeff{"key":"ä🦊","size":1}\n\nnot json\n{"key":"b","size":2}';
    const whole = await read(text, "jsonl", text.length);
    for (const pieceLength of [1, 2, 3, 11]) expect(await read(text, "jsonl", pieceLength)).toEqual(whole);
    expect(whole.map(({ line }) => line)).toEqual([1, 3, 4]);
    // A key may begin with what marks the order of bytes at a text's beginning.
    const marked = "\ufeffkey,size\n\ufeffa,1\n\ufeffb,2\n";
    const all = await read(marked, "csv", marked.length);
    for (const pieceLength of [1, 2, 3, 10, 11]) expect(await read(marked, "csv", pieceLength)).toEqual(all);
    expect(all).toMatchObject([{ object: { key: "\ufeffa" } }, { object: { key: "\ufeffb" } }]);
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
