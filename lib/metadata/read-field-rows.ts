import { CsvError } from "../kernel/csv.ts";
import { parseCsvStream } from "../kernel/csv-stream.ts";
import { columnName } from "./placeholders.ts";

export interface FieldRow {
  /** Of the file, from 1: what a person looks for. */
  line: number;
  key: string;
  fields: Record<string, string>;
}
/** What is wrong with a field set's CSV, and where. */
export interface RowProblem {
  line: number;
  problem: string;
}

export const columnsMax = 64;
export const valueCharactersMax = 2000;
/** What fits into an index entry, and more than S3 allows a key. */
const keyBytesMax = 2048;
/** Beyond these, a file is most likely wrong throughout. */
export const problemsMax = 20;

/** Reads a field set as it comes in: `header` is told first, then every row or what is wrong with it. */
export async function* readFieldRows(
  pieces: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<{ header: string[] } | FieldRow | RowProblem> {
  let columns: string[] | null = null;
  try {
    for await (const { line, cells } of parseCsvStream(pieces, { formulas: "unguard" })) {
      if (columns === null) {
        columns = cells.map((cell) => cell.trim());
        const wrong = headerProblem(columns);
        if (wrong) return yield { line, problem: wrong };
        yield { header: columns.slice(1) };
      } else yield toRow(line, cells, columns);
    }
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    yield { line: thrown.line, problem: `is no CSV: ${thrown.message}` };
    return;
  }
  if (columns === null) yield { line: 1, problem: "is missing: the file is empty" };
}

function headerProblem([first, ...columns]: string[]): string | null {
  if (first !== "key") return "must be the header, and its first column must be called key";
  if (columns.length === 0) return "names no column beside key";
  if (columns.length > columnsMax) return `names more than ${columnsMax} columns`;
  const wrong = columns.find((name) => !columnName.test(name) || name === "key");
  if (wrong !== undefined)
    return `names a column that no placeholder can name (${JSON.stringify(wrong.slice(0, 80))}): use letters, digits, spaces, _ . and -`;
  const twice = columns.find((name, at) => columns.indexOf(name) !== at);
  return twice === undefined ? null : `names the column ${twice} twice`;
}

function toRow(line: number, cells: string[], columns: string[]): FieldRow | RowProblem {
  if (cells.length !== columns.length)
    return { line, problem: `has ${cells.length} cells where the header names ${columns.length}` };
  const [key = ""] = cells;
  if (key === "") return { line, problem: "has no key" };
  if (!key.isWellFormed() || key.includes("\0")) return { line, problem: "has a key that no store can hold" };
  if (Buffer.byteLength(key) > keyBytesMax) return { line, problem: `has a key of more than ${keyBytesMax} bytes` };
  const fields: Record<string, string> = {};
  for (let at = 1; at < cells.length; at++) {
    const value = (cells[at] ?? "").trim();
    const name = columns[at] ?? "";
    if (value.length > valueCharactersMax)
      return { line, problem: `has more than ${valueCharactersMax} characters in the column ${name}` };
    if (!value.isWellFormed() || /\p{Cc}/u.test(value))
      return { line, problem: `has a control character or a line break in the column ${name}` };
    // An empty cell is no value, and is not kept.
    if (value !== "") fields[name] = value;
  }
  return { line, key, fields };
}
