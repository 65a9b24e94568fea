import type { TemplateFault } from "./resolve-template.ts";
import { assertionBytesMax, assertionsBytesMax, textCharactersMax } from "./template.ts";
import { type Term, terms } from "./terms.ts";

/** What is wrong, and what to do about it. */
export function faultSentence({ why, at, column }: TemplateFault): string {
  const where = at === null ? "the template" : at in terms ? terms[at as Term].label : at;
  switch (why) {
    case "no_row":
      return "The field set has no row for this key, and the template gives no default such as {{creator|unknown}}.";
    case "no_value":
      return `The column ${column} is empty here, and ${where} gives no default for it.`;
    case "too_long":
      return `${where} would have more than ${textCharactersMax} characters.`;
    case "not_a_date":
      return `${where} is no date such as 2024-05-31 or 2024-05-31T12:00:00Z.`;
    case "not_a_url":
      return `${where} is no web address that begins with http:// or https://.`;
    case "too_large":
      return at === null
        ? `All assertions together would have more than ${assertionsBytesMax} bytes.`
        : `${where} would have more than ${assertionBytesMax} bytes.`;
  }
}
