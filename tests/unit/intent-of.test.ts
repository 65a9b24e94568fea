import { expect, test } from "vitest";
import { intentOf } from "../../lib/run/intent-of.ts";

const facts = {
  contentSha256: "11".repeat(32),
  mime: "image/jpeg",
  settings: { mode: "remote", preserveEmbed: "parent" },
  signerKeyId: "22".repeat(32),
} as const;

test("the same facts are the same intent, label and instance, and label and instance have version 4's shape", () => {
  const intent = intentOf(facts);
  expect(intentOf({ ...facts })).toEqual(intent);
  const uuid = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";
  expect(intent.definition.label).toMatch(new RegExp(`^urn:c2pa:${uuid}$`));
  expect(intent.definition.instance_id).toMatch(new RegExp(`^xmp:iid:${uuid}$`));
  expect(intent.definition.label.slice(9)).not.toBe(intent.definition.instance_id.slice(8));
});

test("this template's intent hash stays what it is: stored manifests are found by it", () => {
  expect(intentOf(facts).intentSha256).toMatchInlineSnapshot(
    `"1b1e0fb76a188428faadb0f55138ac1a7f0ff89c68726e03f7c8e658dcaeba71"`,
  );
});

test.each([
  ["content", { contentSha256: "33".repeat(32) }],
  ["type", { mime: "image/png" }],
  ["title", { title: "Harbour" }],
  ["mode", { settings: { mode: "embed", preserveEmbed: "parent" } }],
  ["parent policy", { settings: { mode: "remote", preserveEmbed: "skip" } }],
  ["signer", { signerKeyId: "44".repeat(32) }],
  ["room for a time-stamp", { stampRoomBytes: 11_000 }],
] as const)("another %s is another intent", (_what, change) => {
  expect(intentOf({ ...facts, ...change }).intentSha256).not.toBe(intentOf(facts).intentSha256);
});

test("nothing is claimed that is not known: no title, no digital source type, no thumbnail", () => {
  const { definition } = intentOf(facts);
  expect(definition).not.toHaveProperty("title");
  expect(JSON.stringify(definition)).not.toMatch(/digitalSourceType|thumbnail|c2pa\.created/);
});
