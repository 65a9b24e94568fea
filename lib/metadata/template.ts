import { z } from "zod";
import { assertCanonical, type CanonicalValue } from "../kernel/canonical-json.ts";
import { placeholdersOf } from "./placeholders.ts";
import { type Term, termNames } from "./terms.ts";

export const textCharactersMax = 2000;
/** Of one assertion's data as JSON, and of all of them together, in UTF-8. */
export const assertionBytesMax = 16_384;
export const assertionsBytesMax = 65_536;
const customMax = 10;
const depthMax = 12;

/** A text that may hold placeholders. */
export const templateText = z
  .string()
  .trim()
  .min(1, "must not be empty: leave it out instead")
  .max(textCharactersMax)
  .superRefine((text, issues) => {
    if (!text.isWellFormed() || /[\p{Cc}]/u.test(text))
      issues.addIssue({ code: "custom", message: "must be text without control characters" });
    const found = placeholdersOf(text);
    if (typeof found === "string") issues.addIssue({ code: "custom", message: found });
  });

/** Names that standards and vendors keep for themselves: what a tenant states must not look like theirs. */
const reserved = ["c2pa", "cawg", "stds", "adobe", "com.adobe", "org.c2pa", "org.cawg", "org.contentauth", "font"];

/** A reverse-DNS label by C2PA 2.2, 6.2: at least two parts, and none of a namespace that is somebody else's. */
export const customLabel = z
  .string()
  .max(100)
  .regex(
    /^[a-z][a-z0-9-]*(\.[a-zA-Z0-9][a-zA-Z0-9_-]*)+$/,
    "must be a reverse domain name of yours and a name, such as com.example.licence",
  )
  .refine(
    (label) => !/__\d+$/.test(label),
    "must not end like a repeated assertion's label, in two underscores and a number",
  )
  .refine(
    (label) => !reserved.some((name) => label === name || label.startsWith(`${name}.`)),
    `must not begin with a reserved name: ${reserved.join(", ")}`,
  )
  .meta({ examples: ["com.example.licence"] });

export const customAssertion = z.object({
  label: customLabel,
  data: assertionData(),
});

/** The cast only narrows: that it is canonical JSON has just been checked, and a transform would keep it out of JSON Schema. */
function assertionData() {
  return z
    .record(z.string(), z.unknown())
    .superRefine((data, issues) => {
      const wrong = dataProblem(data);
      if (wrong) issues.addIssue({ code: "custom", message: wrong });
    })
    .describe("A JSON object; its texts may hold placeholders") as unknown as z.ZodType<
    { [name: string]: CanonicalValue },
    Record<string, unknown>
  >;
}

const fields = z
  .object(Object.fromEntries(termNames.map((term) => [term, templateText.optional()])) as Record<Term, FieldSchema>)
  .strict();
type FieldSchema = z.ZodOptional<typeof templateText>;

/**
 * What a tenant states of its assets: fields for one `cawg.metadata` assertion, and assertions under labels of its own.
 * Frozen with the plan. Texts may hold placeholders for the values of a field set.
 */
export const metadataTemplate = z
  .object({
    fields: fields.default({}),
    custom: z
      .array(customAssertion)
      .max(customMax)
      .refine((all) => new Set(all.map(({ label }) => label)).size === all.length, "must not name one label twice")
      .default([]),
  })
  .strict();
export type MetadataTemplate = z.output<typeof metadataTemplate>;

/** Every column that a template needs or may use, each once. */
export function columnsOf(template: MetadataTemplate): string[] {
  const found = textsOf(template).flatMap((text) => {
    const placeholders = placeholdersOf(text);
    return typeof placeholders === "string" ? [] : placeholders.map(({ column }) => column);
  });
  return [...new Set(found)];
}

function textsOf({ fields, custom }: MetadataTemplate): string[] {
  return [
    ...Object.values(fields).filter((text) => text !== undefined),
    ...custom.flatMap(({ data }) => textsIn(data)),
  ];
}

function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (Array.isArray(value)) return value.flatMap(textsIn);
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(textsIn) : [];
}

function dataProblem(data: unknown): string | null {
  try {
    assertCanonical(data, "data");
  } catch {
    return "must be plain JSON whose numbers are whole: write others as text";
  }
  if (depthOf(data) > depthMax) return `must not be nested deeper than ${depthMax} levels`;
  if (Buffer.byteLength(JSON.stringify(data)) > assertionBytesMax)
    return `must not be longer than ${assertionBytesMax} bytes as JSON`;
  for (const text of textsIn(data)) {
    const found = placeholdersOf(text);
    if (typeof found === "string") return found;
  }
  return null;
}

function depthOf(value: unknown): number {
  if (value === null || typeof value !== "object") return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}
