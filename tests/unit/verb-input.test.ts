import { expect, test } from "vitest";
import { z } from "zod";
import { makeVerb } from "../../lib/kernel/verb.ts";

const echo = makeVerb({
  name: "test.echo",
  summary: "Gives back what it was given",
  scope: "public",
  input: z.object({
    text: z.string().optional(),
    deep: z.unknown().optional(),
    bytes: z.instanceof(Uint8Array).optional(),
  }),
  output: z.unknown(),
  run: async (_, input) => input,
});
const ctx = {
  actor: { kind: "anonymous" },
  tenantId: null,
  requestId: "r",
  log: { event: () => {} },
  now: () => new Date(0),
} as const;

test.each([
  ["text", { text: "a\0b" }],
  ["text", { text: "\ud800" }],
  ["deep.0.more", { deep: [{ more: "\0" }] }],
])("a text at %s that no database can hold is the caller's mistake, and not ours", async (path, input) => {
  await expect(echo(ctx, input)).rejects.toMatchObject({ code: "invalid", details: { fields: [{ path }] } });
});

test("whatever else there is comes through as it was, however deep", async () => {
  let deep: unknown = "\u{1f4f7}";
  for (let depth = 0; depth < 50_000; depth++) deep = [deep];
  const input = { text: "\u{1f4f7}\n", deep, bytes: new Uint8Array(3) };
  expect(((await echo(ctx, input)) as typeof input).deep).toBe(deep);
}, 20_000);
