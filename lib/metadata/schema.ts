import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { faultReasons } from "./resolve-template.ts";
import { columnsOf, metadataTemplate } from "./template.ts";

const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.string().regex(/^\d+$/).describe("A count, as a decimal string");

export const fieldSetName = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine((name) => name.isWellFormed() && !/\p{Cc}/u.test(name), "must be text without control characters")
  .describe("What people call this set of values")
  .meta({ examples: ["credits-2024.csv"] });

/** `importing` until its last row is there; a set that is ready never changes. */
export const fieldSetView = z.object({
  id: idOf("fieldSet"),
  name: z.string(),
  state: z.enum(["importing", "ready"]),
  columns: z.array(z.string()),
  rows: count,
  sha256: sha256.nullable().describe("Of the file's bytes; null until it is whole"),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
});
export type FieldSetView = z.output<typeof fieldSetView>;

/** The part of a plan's settings that says what the tenant states of its assets. */
export const metadataSettings = z
  .object({
    template: metadataTemplate,
    fieldSetId: idOf("fieldSet").nullable().default(null).describe("Where the placeholders' values are, by object key"),
    fieldsSha256: sha256
      .nullable()
      .default(null)
      .describe(
        "Of the field set's file: filled in when the plan is frozen, and refused where it is given and is another",
      ),
    missing: z
      .enum(["refuse", "skip"])
      .default("refuse")
      .describe("Objects whose values are missing: make no plan, or leave them unsigned"),
  })
  .refine(({ template, fieldSetId }) => fieldSetId !== null || columnsOf(template).length === 0, {
    path: ["fieldSetId"],
    message: "is needed: the template has placeholders, whose values a field set holds",
  });
export type MetadataSettings = z.output<typeof metadataSettings>;

/** One kind of thing that is wrong, over all objects that a run would sign. */
export const metadataFinding = z.object({
  why: z.enum(faultReasons),
  sentence: z.string(),
  at: z.string().nullable().describe("The term or the assertion's label"),
  column: z.string().nullable(),
  objects: z.number().int(),
  firstKeys: z.array(z.string()).describe("The first five keys, in the order of keys"),
});
export type MetadataFinding = z.output<typeof metadataFinding>;

export const templateFault = metadataFinding.pick({ why: true, sentence: true, at: true, column: true });
export type TemplateFaultView = z.output<typeof templateFault>;

/** What a template comes to for one object. */
export const metadataPreview = z.object({
  fieldSet: fieldSetView.nullable(),
  row: z.record(z.string(), z.string()).nullable().describe("The object's values; null where the set has none for it"),
  assertions: z.array(z.object({ label: z.string(), data: z.record(z.string(), z.unknown()) })),
  faults: z.array(templateFault),
});
export type MetadataPreview = z.output<typeof metadataPreview>;
