import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { AnyVerb } from "../../lib/edge/any-verb.ts";
import { type ApiRow, apiTable, machineVerbs } from "../../lib/edge/api-table.ts";
import { openApiDocument } from "../../lib/edge/openapi.ts";
import { type VerbName, verbs } from "../../lib/verbs.ts";
import { exampleInput } from "../support/example-input.ts";

const root = fileURLToPath(new URL("../../app/api/v1", import.meta.url));
const rows = apiTable as readonly ApiRow[];
/** Addresses that are no verb's: the document, the stream over `run.get`, and whatever there is not. */
const others = ["/openapi.json", "/runs/{runId}/events", "/{...address}"];
const document = openApiDocument("http://127.0.0.1:3000") as {
  paths: Record<string, Record<string, { operationId: string; parameters: { name: string; in: string }[] }>>;
};

test("every verb has an address, but those that the machine itself calls", () => {
  const served = new Set<VerbName>([...rows.map(({ verb }) => verb), ...machineVerbs]);
  expect(Object.keys(verbs).filter((name) => !served.has(name as VerbName))).toEqual([]);
  const reachable = rows.filter(({ verb }) => (machineVerbs as readonly VerbName[]).includes(verb));
  expect(reachable).toEqual([]);
});

test("a verb is registered under its own name", () => {
  for (const [name, verb] of Object.entries(verbs)) expect((verb as AnyVerb).spec.name).toBe(name);
});

test("the route files are exactly what the table says", () => {
  const byPath = groupedByPath();
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("route.ts"));
  const paths = files.map(
    (file) =>
      `/${relative(root, join(root, file, ".."))
        .replaceAll("[", "{")
        .replaceAll("]", "}")}`,
  );
  expect(paths.sort()).toEqual([...byPath.keys(), ...others].sort());
  for (const [path, at] of byPath) {
    const file = join(root, path.replaceAll("{", "[").replaceAll("}", "]"), "route.ts");
    expect(existsSync(file), file).toBe(true);
    const text = readFileSync(file, "utf8");
    expect(text).toContain(`routesAt("${path}")`);
    for (const { method } of at) expect(text, `${path} exports ${method}`).toMatch(new RegExp(`\\b${method}\\b`));
  }
});

test("every row is one operation of the document, with its path's parameters", () => {
  const operations = Object.values(document.paths).flatMap((at) => Object.values(at));
  const names = operations.map(({ operationId }) => operationId);
  expect(names.sort()).toEqual(rows.map(({ verb, operation }) => operation ?? verb).sort());
  expect(new Set(names).size).toBe(names.length);
  for (const { path, method } of rows) {
    const named = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    const parameters = document.paths[path]?.[method.toLowerCase()]?.parameters ?? [];
    expect(parameters.filter((each) => each.in === "path").map(({ name }) => name)).toEqual(named);
  }
});

test("a path's parameters are inputs of its verb", () => {
  for (const { path, verb } of rows) {
    const input = exampleInput((verbs[verb] as AnyVerb).spec.input, {});
    for (const [, name] of path.matchAll(/\{(\w+)\}/g))
      expect(Object.keys(input), `${verb} at ${path}`).toContain(name);
  }
});

test("the document says what goes over the wire, and nothing that JSON has no word for", () => {
  const text = JSON.stringify(document);
  expect(JSON.parse(text)).toEqual(document);
  expect(text).not.toContain('"type":"bigint"');
  expect(document.paths["/workspace"]?.get).toMatchObject({
    responses: {
      200: { content: { "application/json": { schema: { properties: { createdAt: { format: "date-time" } } } } } },
    },
  });
});

function groupedByPath(): Map<string, ApiRow[]> {
  const byPath = new Map<string, ApiRow[]>();
  for (const row of rows) byPath.set(row.path, [...(byPath.get(row.path) ?? []), row]);
  return byPath;
}
