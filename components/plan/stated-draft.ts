import type { FieldSetView } from "@/lib/metadata/schema.ts";
import type { Term } from "@/lib/metadata/terms.ts";
import type { PlanSettingsInput } from "@/lib/plan/schema.ts";

/** What the form has been told of what the tenant states: text as typed. */
export interface StatedDraft {
  terms: Partial<Record<Term, string>>;
  /** A JSON object: labels, and what stands under each. */
  customJson: string;
  fieldSet: Pick<FieldSetView, "id" | "name" | "columns" | "rows"> | null;
  missing: "refuse" | "skip";
  /** Empty for none. */
  originType: string;
  originStatement: string;
}

export const emptyStated: StatedDraft = {
  terms: {},
  customJson: "",
  fieldSet: null,
  missing: "refuse",
  originType: "",
  originStatement: "",
};

type Template = NonNullable<PlanSettingsInput["metadata"]>["template"];

/** The template of a draft; null where nothing is stated, a sentence where its JSON is none. */
export function templateOf({ terms, customJson }: StatedDraft): Template | null | string {
  const typed = Object.entries(terms).filter(([, text]) => text.trim() !== "");
  const custom = customOf(customJson);
  if (typeof custom === "string") return custom;
  if (typed.length === 0 && custom.length === 0) return null;
  return { fields: Object.fromEntries(typed), custom };
}

function customOf(text: string): NonNullable<Template["custom"]> | string {
  if (text.trim() === "") return [];
  const wrong = 'Write a JSON object of labels, such as {"com.example.licence": {"terms": "by"}}.';
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return wrong;
  }
  if (json === null || typeof json !== "object" || Array.isArray(json)) return wrong;
  return Object.entries(json).map(([label, data]) => ({ label, data }));
}

/** What `plan.estimate` takes of it. A draft whose JSON is none is refused before. */
export function statedOf(draft: StatedDraft): Pick<PlanSettingsInput, "metadata" | "declaredOrigin"> {
  const template = templateOf(draft);
  const { fieldSet, missing, originType, originStatement } = draft;
  return {
    metadata:
      template === null || typeof template === "string"
        ? null
        : { template, fieldSetId: fieldSet?.id ?? null, missing },
    // Whether it is one of the vocabulary is the schema's to say.
    declaredOrigin:
      originType === ""
        ? null
        : ({ digitalSourceType: originType, statement: originStatement } as PlanSettingsInput["declaredOrigin"]),
  };
}
