/** A value as JSON text: wide numbers as decimal strings, two spaces, a final newline. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, (_name, part) => (typeof part === "bigint" ? part.toString() : part), 2)}\n`;
}
