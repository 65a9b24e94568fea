import { z } from "zod";
import { type IdKind, newId } from "../../lib/kernel/ids.ts";

type Json = Record<string, unknown>;

/**
 * The inputs to try a verb with: one with its ids and what it requires, so that no filter hides a row, and one with
 * everything. Both are accepted by the schema, or the last is returned for the caller to complain of.
 */
export function exampleInputs(schema: z.ZodType, ids: Partial<Record<IdKind, string>>): Record<string, unknown>[] {
  const whole = exampleInput(schema, ids);
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  const kept = ([name]: [string, unknown]) => required.includes(name) || "idKind" in (properties[name] ?? {});
  const bare = Object.fromEntries(
    Object.entries(whole).filter(([name, value]) => name !== "cursor" && kept([name, value])),
  );
  return schema.safeParse(bare).success ? [bare, whole] : [whole];
}

/**
 * An input that a verb's schema accepts, made from the schema itself: ids by their kind out of `ids`, everything else from
 * examples, defaults, or the simplest value there is. Optional fields are filled too: what can name a row must name one.
 */
export function exampleInput(schema: z.ZodType, ids: Partial<Record<IdKind, string>>): Record<string, unknown> {
  const json = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Json;
  const whole = exampleOf(json, ids) as Record<string, unknown>;
  if (schema.safeParse(whole).success) return whole;
  // Some optional fields exclude one another, or have a format of their own, such as a cursor's: first without the cursor,
  // then without each of the others in turn, then with the required ones only.
  const required = new Set((json.required as string[] | undefined) ?? []);
  const without = (names: string[]) =>
    Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name)));
  const optional = Object.keys(whole).filter((name) => !required.has(name));
  const tries = [
    ["cursor"],
    ...optional.map((name) => ["cursor", name]),
    optional.filter((name) => !/Id$/.test(name)),
    optional,
  ];
  return tries.map(without).find((input) => schema.safeParse(input).success) ?? whole;
}

function exampleOf(json: Json, ids: Partial<Record<IdKind, string>>): unknown {
  if (typeof json.idKind === "string") return ids[json.idKind as IdKind] ?? newId(json.idKind as IdKind);
  if (Array.isArray(json.examples) && json.examples.length > 0) return json.examples[0];
  if ("default" in json) return json.default;
  if ("const" in json) return json.const;
  if (Array.isArray(json.enum)) return json.enum[0];
  const choices = (json.anyOf ?? json.oneOf) as Json[] | undefined;
  if (choices?.[0]) return exampleOf(choices[0], ids);
  if (Array.isArray(json.allOf)) return Object.assign({}, ...json.allOf.map((each: Json) => exampleOf(each, ids)));
  switch (json.type) {
    case "object":
      return Object.fromEntries(
        Object.entries((json.properties as Record<string, Json> | undefined) ?? {}).map(([name, each]) => [
          name,
          exampleOf(each, ids),
        ]),
      );
    case "array":
      return Array.from({ length: Math.max(1, Number(json.minItems ?? 1)) }, () =>
        exampleOf((json.items as Json) ?? {}, ids),
      );
    case "integer":
    case "number":
      return Math.max(Number(json.minimum ?? 1), Number(json.exclusiveMinimum ?? 0) + 1);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return textOf(json);
  }
}

function textOf(json: Json): string {
  if (json.format === "email") return "somebody@example.test";
  if (json.format === "uri") return "http://127.0.0.1:9/";
  if (json.format === "date-time") return new Date(0).toISOString();
  if (typeof json.pattern === "string" && /\\d|0-9/.test(json.pattern))
    return "1".repeat(Number(/\{(\d+)\}\$$/.exec(json.pattern)?.[1] ?? 1));
  return "x".repeat(Math.max(1, Number(json.minLength ?? 1)));
}
