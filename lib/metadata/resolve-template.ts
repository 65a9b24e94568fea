import { fillText } from "./placeholders.ts";
import { assertionBytesMax, assertionsBytesMax, type MetadataTemplate, textCharactersMax } from "./template.ts";
import { namespaces, type Term, type TermKind, terms } from "./terms.ts";

/** What a tenant states of one asset: gathered, for the service did not see any of it happen. */
export interface StatedAssertion {
  label: string;
  data: Record<string, unknown>;
  created: false;
}

/** Why a template cannot be filled for one object. `at` is the term or the label, `column` the value's. */
export const faultReasons = ["no_row", "no_value", "too_long", "not_a_date", "not_a_url", "too_large"] as const;
export type FaultReason = (typeof faultReasons)[number];
export interface TemplateFault {
  why: FaultReason;
  at: string | null;
  column: string | null;
}

export type Resolved =
  | { kind: "resolved"; assertions: StatedAssertion[] }
  | { kind: "unresolved"; faults: TemplateFault[] };

/**
 * Fills a template with one object's values; null where the object has no row. Pure, and the one judge of values: what is
 * checked over a whole inventory before a run, and what the run does, are this.
 */
export function resolveTemplate(template: MetadataTemplate, row: ReadonlyMap<string, string> | null): Resolved {
  const faults: TemplateFault[] = [];
  const values = row ?? new Map<string, string>();
  const stated = [...statedFields(template, values, faults), ...statedCustom(template, values, faults)];
  if (row === null && faults.some(({ why }) => why === "no_value"))
    return { kind: "unresolved", faults: [{ why: "no_row", at: null, column: null }] };
  let bytes = 0;
  for (const { label, data } of stated) {
    const size = Buffer.byteLength(JSON.stringify(data));
    bytes += size;
    if (size > assertionBytesMax) faults.push({ why: "too_large", at: label, column: null });
  }
  if (bytes > assertionsBytesMax) faults.push({ why: "too_large", at: null, column: null });
  return faults.length > 0 ? { kind: "unresolved", faults } : { kind: "resolved", assertions: stated };
}

function statedFields(
  { fields }: MetadataTemplate,
  values: ReadonlyMap<string, string>,
  faults: TemplateFault[],
): StatedAssertion[] {
  const data: Record<string, unknown> = {};
  for (const [term, text] of Object.entries(fields) as [Term, string | undefined][]) {
    if (text === undefined) continue;
    const value = termValue(term, text, values, faults);
    if (value !== null) data[terms[term].name] = value;
  }
  const prefixes = new Set(Object.keys(data).map((name) => name.slice(0, name.indexOf(":"))));
  if (prefixes.size === 0) return [];
  const context = Object.fromEntries(Object.entries(namespaces).filter(([prefix]) => prefixes.has(prefix)));
  return [{ label: "cawg.metadata", data: { "@context": context, ...data }, created: false }];
}

function termValue(
  term: Term,
  text: string,
  values: ReadonlyMap<string, string>,
  faults: TemplateFault[],
): string | string[] | null {
  const filled = fillText(text, values);
  if ("missing" in filled) {
    faults.push({ why: "no_value", at: term, column: filled.missing });
    return null;
  }
  const value = filled.text.trim();
  // Nothing but empty defaults: the term is left out.
  if (value === "") return null;
  const why = value.length > textCharactersMax ? "too_long" : refusalOf(terms[term].kind, value);
  if (why) {
    faults.push({ why, at: term, column: null });
    return null;
  }
  if (terms[term].kind !== "list") return value;
  const parts = value.split(";").map((part) => part.trim());
  const named = parts.filter((part) => part !== "");
  return named.length > 0 ? named : null;
}

function refusalOf(kind: TermKind, value: string): FaultReason | null {
  switch (kind) {
    case "date":
      return isDate(value) ? null : "not_a_date";
    case "url":
      return isWebAddress(value) ? null : "not_a_url";
    case "text":
    case "list":
      return null;
  }
}

function statedCustom(
  { custom }: MetadataTemplate,
  values: ReadonlyMap<string, string>,
  faults: TemplateFault[],
): StatedAssertion[] {
  return custom.map(({ label, data }) => ({
    label,
    data: fillValue(data, label, values, faults) as Record<string, unknown>,
    created: false,
  }));
}

function fillValue(value: unknown, at: string, values: ReadonlyMap<string, string>, faults: TemplateFault[]): unknown {
  if (typeof value === "string") {
    const filled = fillText(value, values);
    if ("text" in filled) return filled.text;
    faults.push({ why: "no_value", at, column: filled.missing });
    return "";
  }
  if (Array.isArray(value)) return value.map((part) => fillValue(part, at, values, faults));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, fillValue(part, at, values, faults)]));
}

/** A date of XMP (ISO 16684-1, 8.2.1.1): a year, a month, a day, or a time with or without its zone. */
function isDate(text: string): boolean {
  const parts = /^(\d{4})(?:-(\d\d)(?:-(\d\d)(?:T(\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?$/.exec(
    text,
  );
  if (!parts) return false;
  const [year, month = 1, day = 1, hour = 0, minute = 0, second = 0] = parts
    .slice(1)
    .map((part) => part && Number(part));
  const at = new Date(0);
  at.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const real = at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day);
  return real && Number(hour) < 24 && Number(minute) < 60 && Number(second) < 61;
}

function isWebAddress(text: string): boolean {
  if (!/^https?:\/\//i.test(text) || /\s/.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === "" && password === "";
}
