import fc from "fast-check";
import { expect, test } from "vitest";
import { parseList } from "../../lib/adapters/store/parse-list.ts";
import { readXml } from "../../lib/adapters/store/read-xml.ts";
import { compareKeys } from "../../lib/kernel/compare-keys.ts";

const entry = (key: string, more = "") =>
  `<Contents><Key>${key}</Key><LastModified>2026-01-02T03:04:05.678Z</LastModified><ETag>&quot;0123-4&quot;</ETag><Size>5</Size>${more}</Contents>`;
const listing = (inside: string) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>b</Name>${inside}</ListBucketResult>`;

test("an object is listed with its decoded key, its bare ETag and its facts", () => {
  const owner = "<Owner><ID>x</ID><DisplayName>Key</DisplayName></Owner><StorageClass>GLACIER</StorageClass>";
  const xml = listing(
    `<EncodingType>url</EncodingType><IsTruncated>true</IsTruncated>${entry("a+b%2Bc%26%C3%BC/%0A", owner)}`,
  );
  expect(parseList(xml, "")).toEqual({
    objects: [
      {
        key: "a b+c&ü/\n",
        etag: "0123-4",
        sizeBytes: 5,
        lastModified: new Date("2026-01-02T03:04:05.678Z"),
        storageClass: "GLACIER",
      },
    ],
    truncated: true,
    continuationToken: null,
  });
});

test("keys of a store that does not encode them are taken as they are", () => {
  const { objects } = parseList(listing(entry("a+b%20&amp;&#x1F4F7;")), "");
  expect(objects[0]?.key).toBe("a+b%20&\u{1f4f7}");
});

test("a listing out of byte order, or before its start, is refused", () => {
  expect(() => parseList(listing(entry("b") + entry("a")), "")).toThrow(expect.objectContaining({ code: "invalid" }));
  expect(() => parseList(listing(entry("a")), "a")).toThrow(expect.objectContaining({ code: "invalid" }));
});

test("an answer that there is more, and not where, is no end of a listing", () => {
  const more = "<IsTruncated>true</IsTruncated>";
  expect(() => parseList(listing(more), "")).toThrow(expect.objectContaining({ code: "upstream" }));
  const next = `${more}<NextContinuationToken>t</NextContinuationToken>`;
  expect(parseList(listing(next), "")).toMatchObject({ objects: [], truncated: true, continuationToken: "t" });
});

test("a key that is no UTF-8 is corrupt, and what is no listing is upstream", () => {
  const encoded = listing(`<EncodingType>url</EncodingType>${entry("%FF")}`);
  expect(() => parseList(encoded, "")).toThrow(expect.objectContaining({ code: "corrupt" }));
  for (const xml of ["", "<html><body>", "<Error/>", listing("<Contents/>"), listing("").slice(0, -3)])
    expect(() => parseList(xml, ""), xml).toThrow(expect.objectContaining({ code: "upstream" }));
});

test("XML is read exactly or not at all", () => {
  const source =
    "\ufeff<?xml version='1.0'?><!-- <x> --><s:a b='1'>&lt;1<![CDATA[<&amp;>]]><c/>&#65;&apos;<d >e</d></s:a>\n";
  expect(readXml(source)).toEqual({
    name: "a",
    text: "<1<&amp;>A'",
    children: [
      { name: "c", text: "", children: [] },
      { name: "d", text: "e", children: [] },
    ],
  });
  for (const broken of [
    "<a>",
    "<a></b>",
    "</a>",
    "<a/><b/>",
    "<a/>text",
    "<a>&nbsp;</a>",
    "<a>&amp</a>",
    "<a>&#x110000;</a>",
    "<a>& b;</a>",
    "<!DOCTYPE a [<!ENTITY x 'y'>]><a/>",
    "<a",
    "<>",
    "<a><!-- </a>",
  ])
    expect(() => readXml(broken), broken).toThrow(SyntaxError);
});

test("any text survives being written as XML and read again", () => {
  const escaped = (text: string) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
  fc.assert(fc.property(fc.string({ unit: "binary" }), (text) => readXml(`<a>${escaped(text)}</a>`).text === text));
});

test("keys are ordered as their UTF-8 bytes are", () => {
  const sign = (n: number) => Math.sign(n);
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), fc.string({ unit: "binary" }), (a, b) => {
      expect(sign(compareKeys(a, b))).toBe(sign(Buffer.compare(Buffer.from(a), Buffer.from(b))));
    }),
  );
  const surrogatesMatter = ["\ud7ff", "\ue000", "\uffff", "\u{10000}", "\u{10ffff}"];
  expect([...surrogatesMatter].reverse().sort(compareKeys)).toEqual(surrogatesMatter);
});
