import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CsvError, csvRow, parseCsv } from "../../lib/kernel/csv.ts";

const read = (text: string, formulas: "keep" | "unguard" = "keep") =>
  [...parseCsv(text, { formulas })].map(({ cells }) => cells);

describe("CSV", () => {
  const cell = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.string({ unit: fc.constantFrom('"', ",", "\r", "\n", "'", "=", "+", "-", "@", "\t", "a") }),
  );

  test("gives back whatever cells it was given", () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 5 }), (rows) => {
        expect(read(rows.map(csvRow).join(""), "unguard")).toEqual(rows);
      }),
      { numRuns: 2000 },
    );
  });

  test("never writes a cell that a spreadsheet would take for a formula", () => {
    fc.assert(
      fc.property(fc.array(cell, { minLength: 2, maxLength: 5 }), (cells) => {
        for (const written of read(csvRow(cells))[0] ?? []) expect(written).not.toMatch(/^[=+\-@\t\r]/);
      }),
    );
    expect(csvRow(["=cmd|' /C calc'!A0", "ok", -5])).toBe("'=cmd|' /C calc'!A0,ok,-5\r\n");
  });

  test("reads lone line feeds, a byte order mark, empty lines and quoted line breaks, and tells each record's line", () => {
    const records = [...parseCsv('\ufeffkey,size\n\n"a\nb",1\r\nc,2', { formulas: "keep" })];
    expect(records).toEqual([
      { line: 1, cells: ["key", "size"] },
      { line: 3, cells: ["a\nb", "1"] },
      { line: 5, cells: ["c", "2"] },
    ]);
  });

  test.each([
    ['a,b\nc,d"e', 2, "middle of a cell"],
    ['a,b\n"c"d,e', 2, "after a closing quote"],
    ['a,b\n\n"c,d', 3, "never closed"],
  ])("names the line of %j", (text, line, words) => {
    try {
      read(text);
      expect.unreachable();
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(CsvError);
      expect((thrown as CsvError).line).toBe(line);
      expect((thrown as CsvError).message).toContain(words);
    }
  });
});
