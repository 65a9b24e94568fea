import { CsvError, type CsvRecord, parseRecords } from "./csv.ts";

/** A record longer than this is most likely a quote that was never closed. */
const recordCharactersMax = 1_000_000;

/**
 * `parseCsv` over text that comes in pieces: no more of it is held than one piece and the record that was begun. Lines
 * count from 1 over the whole.
 */
export async function* parseCsvStream(
  pieces: AsyncIterable<string> | Iterable<string>,
  options: { formulas: "keep" | "unguard" },
): AsyncGenerator<CsvRecord> {
  let begun = "";
  let quoted = false;
  let lines = 0;
  let [told, blank] = [0, 0];
  let first = true;
  for await (const given of pieces) {
    const piece = first ? given.replace(/^\ufeff/, "") : given;
    if (given !== "") first = false;
    // Only the piece is looked through: where a record ends does not depend on how much of it came before.
    let end = -1;
    for (let at = 0; at < piece.length; at++) {
      if (piece[at] === '"') quoted = !quoted;
      else if (piece[at] === "\n" && !quoted) end = at;
    }
    const whole = end === -1 ? "" : begun + piece.slice(0, end + 1);
    begun = end === -1 ? begun + piece : piece.slice(end + 1);
    if (whole !== "") {
      const before = told;
      for (const record of numbered(whole, lines, options)) {
        told++;
        yield record;
      }
      lines += countNewlines(whole);
      blank = told === before ? blank + whole.length : 0;
      // A gigabyte of empty lines is a megabyte when it is packed, and nobody who counts records would ever look up.
      if (blank > recordCharactersMax) throw new CsvError(lines, `${recordCharactersMax} characters without a record`);
    }
    if (begun.length > recordCharactersMax) {
      // A misplaced quote has a better sentence than this one's.
      for (const _ of numbered(begun, lines, options));
      throw new CsvError(lines + 1, `a record of more than ${recordCharactersMax} characters`);
    }
  }
  yield* numbered(begun, lines, options);
}

function* numbered(text: string, before: number, options: { formulas: "keep" | "unguard" }): Generator<CsvRecord> {
  try {
    for (const record of parseRecords(text, 0, options)) yield { ...record, line: record.line + before };
  } catch (thrown) {
    throw thrown instanceof CsvError ? new CsvError(thrown.line + before, thrown.message) : thrown;
  }
}

function countNewlines(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count++;
  return count;
}
