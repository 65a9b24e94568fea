import { describe, expect, test } from "vitest";
import { isManifestStore } from "../../lib/media/is-manifest-store.ts";
import { manifestLinks, parseLinks } from "../../lib/media/link-header.ts";
import { placesOf } from "../../lib/proof/places-of.ts";

const base = "https://cdn.example.test/a/photo.jpg?w=800";

describe("a Link header", () => {
  test("several links in one value, and a target relative to the address that answered", () => {
    const value =
      '<https://x.test/style.css>; rel=preload; as=style, <../m/photo.c2pa>; title="a, b; c"; rel="c2pa-manifest"';
    expect(manifestLinks([value], base)).toEqual(["https://cdn.example.test/m/photo.c2pa"]);
  });

  test("several relations in any case, a quoted quote, spaces, and several fields", () => {
    const values = [
      '  < /m.c2pa >  ; title = "he said \\"rel=none\\""  ;REL = "alternate C2PA-Manifest"',
      "</n.c2pa>;rel=c2pa-manifest",
    ];
    expect(manifestLinks(values, base)).toEqual(["https://cdn.example.test/m.c2pa", "https://cdn.example.test/n.c2pa"]);
  });

  test("the first rel counts, and a link about another document is none of this one's", () => {
    expect(manifestLinks(["</m>; rel=next; rel=c2pa-manifest"], base)).toEqual([]);
    expect(manifestLinks(['</m>; anchor="/other.jpg"; rel=c2pa-manifest'], base)).toEqual([]);
  });

  test("what does not parse ends the list and throws nothing", () => {
    expect(parseLinks(["no brackets", "<unclosed", "", ",,,", '<a>; rel="open'])).toEqual([
      { target: "a", relations: [], parameters: new Map([["rel", ""]]) },
    ]);
    expect(parseLinks([`<a>; x="${"\\".repeat(20_000)}`]).length).toBeLessThan(2);
    expect(manifestLinks(["<http://[>; rel=c2pa-manifest"], base)).toEqual([]);
  });
});

describe("where a manifest store may be", () => {
  test("the Link header comes first, then the XMP, then the same path, each address once", () => {
    const facts = {
      links: ["https://cdn.example.test/m.c2pa"],
      provenance: "https://cdn.example.test/m.c2pa",
      address: base,
    };
    expect(placesOf(facts)).toEqual([
      { place: "link", url: "https://cdn.example.test/m.c2pa" },
      { place: "same-path", url: "https://cdn.example.test/a/photo.c2pa" },
      { place: "same-path", url: "https://cdn.example.test/a/photo.jpg.c2pa" },
    ]);
    expect(placesOf({ ...facts, links: [] })[0]?.place).toBe("provenance");
  });

  test("an address within the file, or of another scheme, is not asked; an upload has no path beside it", () => {
    for (const provenance of ["self#jumbf=/c2pa/urn:c2pa:1", "file:///etc/passwd", "javascript:1", "/m.c2pa", null])
      expect(placesOf({ links: ["ftp://x.test/m"], provenance, address: null })).toEqual([]);
    expect(placesOf({ links: [], provenance: null, address: "https://x.test/" })).toEqual([]);
  });
});

test("a manifest store is told by its own first boxes", () => {
  const store = Buffer.concat([
    Buffer.from("\0\0\0\x40jumb\0\0\0\x1ejumd", "latin1"),
    Buffer.from("6332706100110010800000aa00389b71", "hex"),
  ]);
  expect(isManifestStore(store)).toBe(true);
  expect(isManifestStore(store.subarray(0, 31))).toBe(false);
  expect(isManifestStore(Buffer.from("<html>".padEnd(64)))).toBe(false);
});
