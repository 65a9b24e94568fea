/**
 * One CSV record by RFC 4180, with its CRLF. A cell that a spreadsheet would take for a formula (it begins with
 * `= + - @`, TAB or CR) gets an apostrophe in front, since object keys are written by strangers; a cell that begins with
 * apostrophes before such a character gets one more, so that `parseCsv` with `formulas: "unguard"` gives back what went in.
 */
export function csvRow(cells: readonly (string | number | bigint | null)[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

const formula = /^'*[=+\-@\t\r]/;

function csvCell(cell: string | number | bigint | null): string {
  if (cell === null) return "";
  // A number that we counted is no stranger's text: a minus stays a minus.
  const text = typeof cell === "string" ? guard(cell) : String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function guard(text: string): string {
  return formula.test(text) ? `'${text}` : text;
}

function unguard(text: string): string {
  return text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text;
}

export interface CsvRecord {
  /** The line on which the record begins, from 1. */
  line: number;
  cells: string[];
}

/** A CSV text that is none. */
export class CsvError extends Error {
  readonly line: number;
  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/**
 * The records of a CSV text by RFC 4180; a lone LF ends a record too, a byte order mark at the beginning is dropped, empty lines
 * are left out. `formulas: "unguard"` takes away the apostrophe that `csvRow` put in front. Throws CsvError for a quote in the
 * middle of a plain cell, for text after a closing quote, and for a quote that is never closed.
 */
export function* parseCsv(text: string, options: { formulas: "keep" | "unguard" }): Generator<CsvRecord> {
  yield* parseRecords(text, text.startsWith("\ufeff") ? 1 : 0, options);
}

/** The same from the middle of a text on, where that character is one of a cell's. */
export function* parseRecords(
  text: string,
  from: number,
  { formulas }: { formulas: "keep" | "unguard" },
): Generator<CsvRecord> {
  const finish = formulas === "unguard" ? unguard : (cell: string) => cell;
  let at = from;
  let line = 1;
  while (at < text.length) {
    const record: CsvRecord = { line, cells: [] };
    let plainEmpty = true;
    for (;;) {
      const cell = text[at] === '"' ? quotedCell(text, at, line) : plainCell(text, at, line);
      if (text[at] === '"') plainEmpty = false;
      record.cells.push(finish(cell.value));
      line += cell.newlines;
      at = cell.end;
      if (text[at] !== ",") break;
      at++;
    }
    if (text[at] === "\r") at++;
    if (text[at] === "\n") at++;
    line++;
    if (record.cells.length > 1 || !plainEmpty || record.cells[0] !== "") yield record;
  }
}

interface Cell {
  value: string;
  end: number;
  newlines: number;
}

function plainCell(text: string, start: number, line: number): Cell {
  let end = start;
  while (
    end < text.length &&
    text[end] !== "," &&
    text[end] !== "\n" &&
    !(text[end] === "\r" && text[end + 1] === "\n")
  ) {
    if (text[end] === '"') throw new CsvError(line, 'a quote (") in the middle of a cell that does not begin with one');
    end++;
  }
  return { value: text.slice(start, end), end, newlines: 0 };
}

function quotedCell(text: string, start: number, line: number): Cell {
  let value = "";
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) throw new CsvError(line, 'a quote (") that is never closed');
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') {
      const end = quote + 1;
      const after = text[end];
      const over = after === undefined || after === "," || after === "\n" || (after === "\r" && text[end + 1] === "\n");
      if (!over) throw new CsvError(line, 'text after a closing quote (")');
      return { value, end, newlines: value.split("\n").length - 1 };
    }
    value += '"';
    from = quote + 2;
  }
}
