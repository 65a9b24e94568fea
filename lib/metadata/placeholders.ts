/** A column's name, as the header of a field set's CSV and the placeholders of a template write it. */
export const columnName = /^[\p{L}_][\p{L}\p{N}_ .-]{0,63}$/u;

/** `{{column}}`, or `{{column|what stands there where the object has no value}}`. */
export interface Placeholder {
  column: string;
  /** Null where the object must have a value. */
  fallback: string | null;
}

const placeholder = /\{\{([^{}|]*)(?:\|([^{}]*))?\}\}/g;

/** The placeholders of a text, in their order; a string that says what is wrong where it cannot be read. */
export function placeholdersOf(text: string): Placeholder[] | string {
  const found: Placeholder[] = [];
  const rest = text.replace(placeholder, (_, column: string, fallback: string | undefined) => {
    found.push({ column: column.trim(), fallback: fallback ?? null });
    return "";
  });
  if (/\{\{|\}\}/.test(rest)) return "has a {{ or }} that belongs to no placeholder such as {{creator}}";
  const wrong = found.find(({ column }) => !columnName.test(column));
  return wrong ? `has the placeholder {{${wrong.column}}}, which can be the name of no column` : found;
}

/**
 * The text with its placeholders filled, or the column that has no value here. An empty cell is no value: CSV cannot tell
 * the two apart.
 */
export function fillText(text: string, values: ReadonlyMap<string, string>): { text: string } | { missing: string } {
  let missing: string | null = null;
  const filled = text.replace(placeholder, (_, column: string, fallback: string | undefined) => {
    const value = values.get(column.trim());
    if (value !== undefined && value !== "") return value;
    if (fallback === undefined) missing ??= column.trim();
    return fallback ?? "";
  });
  return missing === null ? { text: filled } : { missing };
}
