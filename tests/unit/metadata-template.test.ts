import { expect, test } from "vitest";
import { resolveTemplate } from "../../lib/metadata/resolve-template.ts";
import { metadataSettings } from "../../lib/metadata/schema.ts";
import { columnsOf, metadataTemplate } from "../../lib/metadata/template.ts";

const template = metadataTemplate.parse({
  fields: {
    creator: "{{photographer}}; Example Archive",
    rights: "© {{year|undated}} Example Archive",
    credit: "{{credit|}}",
    webStatement: "https://example.test/rights/{{licence|all}}",
    dateCreated: "{{taken|}}",
  },
  custom: [
    { label: "test.example.shelf", data: { shelf: "{{shelf|none}}", loans: 3, tags: ["{{photographer}}", null] } },
  ],
});
const row = (values: Record<string, string>) => new Map(Object.entries(values));
const faultsOf = (values: Record<string, string> | null, of = template) => {
  const resolved = resolveTemplate(of, values && row(values));
  return resolved.kind === "unresolved" ? resolved.faults : [];
};

test("values, defaults and lists become one cawg.metadata assertion and the tenant's own, all gathered", () => {
  const resolved = resolveTemplate(template, row({ photographer: "Ada Example", year: "1931", taken: "1931-05" }));
  expect(resolved).toEqual({
    kind: "resolved",
    assertions: [
      {
        label: "cawg.metadata",
        created: false,
        data: {
          "@context": {
            dc: "http://purl.org/dc/elements/1.1/",
            photoshop: "http://ns.adobe.com/photoshop/1.0/",
            xmpRights: "http://ns.adobe.com/xap/1.0/rights/",
          },
          "dc:creator": ["Ada Example", "Example Archive"],
          "dc:rights": "© 1931 Example Archive",
          "xmpRights:WebStatement": "https://example.test/rights/all",
          "photoshop:DateCreated": "1931-05",
        },
      },
      {
        label: "test.example.shelf",
        created: false,
        data: { shelf: "none", loans: 3, tags: ["Ada Example", null] },
      },
    ],
  });
});

test("columns are named once each, whether or not they have a default", () => {
  expect(columnsOf(template).sort()).toEqual(["credit", "licence", "photographer", "shelf", "taken", "year"]);
});

test("what is missing is told by column, and an object without a row is told once", () => {
  expect(faultsOf({ year: "1931" })).toEqual([
    { why: "no_value", at: "creator", column: "photographer" },
    { why: "no_value", at: "test.example.shelf", column: "photographer" },
  ]);
  expect(faultsOf(null)).toEqual([{ why: "no_row", at: null, column: null }]);
  const fixed = metadataTemplate.parse({ fields: { credit: "Example Archive", city: "{{city|}}" } });
  expect(resolveTemplate(fixed, null)).toMatchObject({ kind: "resolved" });
});

test.each(["1931", "1931-05", "1931-05-31", "2024-02-29", "2024-05-31T12:00", "2024-05-31T12:00:05.25+02:00"])(
  "%s is a date",
  (taken) => {
    expect(faultsOf({ photographer: "A", taken })).toEqual([]);
  },
);
test.each(["31.5.1931", "1931-13", "2023-02-29", "1931-05-31T25:00", "yesterday", "1931-05-31 12:00"])(
  "%s is no date",
  (taken) => {
    expect(faultsOf({ photographer: "A", taken })).toEqual([{ why: "not_a_date", at: "dateCreated", column: null }]);
  },
);

test("an address that is none, and texts that come out too long, are told", () => {
  expect(faultsOf({ photographer: "A", licence: "by nc" })).toEqual([
    { why: "not_a_url", at: "webStatement", column: null },
  ]);
  const long = metadataTemplate.parse({ fields: { description: "{{a}}{{b}}" } });
  expect(faultsOf({ a: "x".repeat(1500), b: "y".repeat(1500) }, long)).toMatchObject([{ why: "too_long" }]);
  const wide = metadataTemplate.parse({
    custom: [
      {
        label: "test.example.wide",
        data: Object.fromEntries(Array.from({ length: 20 }, (_, i) => [`n${i}`, "{{a}}"])),
      },
    ],
  });
  expect(faultsOf({ a: "x".repeat(1500) }, wide)).toEqual([
    { why: "too_large", at: "test.example.wide", column: null },
  ]);
});

test("a value that looks like a placeholder stays text, and one named like a property of objects is a name", () => {
  const plain = metadataTemplate.parse({
    fields: { credit: "{{constructor|nobody}}" },
    custom: [{ label: "test.example.x", data: { a: "{{credit}}" } }],
  });
  const resolved = resolveTemplate(plain, row({ credit: "{{photographer}}" }));
  expect(resolved).toMatchObject({
    assertions: [{ data: { "photoshop:Credit": "nobody" } }, { data: { a: "{{photographer}}" } }],
  });
});

test.each([
  ["a placeholder that is not closed", { fields: { credit: "{{credit" } }],
  ["a placeholder without a name", { fields: { credit: "{{}}" } }],
  ["a line break", { fields: { credit: "a\nb" } }],
  ["a term that nobody knows", { fields: { digitalSourceType: "x" } }],
  ["a label of the specification", { custom: [{ label: "c2pa.actions", data: {} }] }],
  ["a label of another vendor", { custom: [{ label: "adobe.dictionary", data: {} }] }],
  ["a label that is no reverse domain name", { custom: [{ label: "licence", data: {} }] }],
  ["a label like a repeated assertion's", { custom: [{ label: "test.example.a__1", data: {} }] }],
  [
    "a label twice",
    {
      custom: [
        { label: "test.example.a", data: {} },
        { label: "test.example.a", data: {} },
      ],
    },
  ],
  ["a broken number", { custom: [{ label: "test.example.a", data: { a: 1.5 } }] }],
  ["half a surrogate pair", { custom: [{ label: "test.example.a", data: { a: "\ud800" } }] }],
  ["more than 16 kB", { custom: [{ label: "test.example.a", data: { a: "x".repeat(17_000) } }] }],
  ["nesting without end", { custom: [{ label: "test.example.a", data: { a: nested(40) } }] }],
])("%s is refused", (_what, given) => {
  expect(metadataTemplate.safeParse(given).success).toBe(false);
});

test("placeholders without a field set are refused, with a default or without", () => {
  expect(metadataSettings.safeParse({ template: { fields: { credit: "{{credit}}" } } }).error?.issues[0]?.path).toEqual(
    ["fieldSetId"],
  );
  expect(metadataSettings.safeParse({ template: { fields: { credit: "Example Archive" } } }).success).toBe(true);
});

function nested(depth: number): unknown {
  return depth === 0 ? 1 : [nested(depth - 1)];
}
