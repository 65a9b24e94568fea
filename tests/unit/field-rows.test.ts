import { expect, test } from "vitest";
import { parseCsv } from "../../lib/kernel/csv.ts";
import { parseCsvStream } from "../../lib/kernel/csv-stream.ts";
import { readFieldRows } from "../../lib/metadata/read-field-rows.ts";

async function all<T>(from: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const each of from) found.push(each);
  return found;
}

const csv = '\ufeffkey,creator,"odd, name"\r\na.jpg,"Ada ""A"" Example",x\r\n\r\n"b\n.jpg",\'=Bea,"1\r\n2"\nc.jpg,,';

test("however a CSV is cut into pieces, its records and their lines are those of the whole", async () => {
  const whole = [...parseCsv(csv, { formulas: "unguard" })];
  expect(whole).toHaveLength(4);
  for (const size of [1, 2, 3, 7, 1000]) {
    const pieces = Array.from({ length: Math.ceil(csv.length / size) }, (_, at) =>
      csv.slice(at * size, (at + 1) * size),
    );
    expect(await all(parseCsvStream(pieces, { formulas: "unguard" }))).toEqual(whole);
  }
});

test("a quote that is never closed is told with its line, and is not read to the end of a long file", async () => {
  const endless = function* () {
    yield 'key,a\nx,1\ny,"open\n';
    for (let at = 0; at < 1000; at++) yield `${"z".repeat(10_000)},1\n`;
    throw new Error("read on");
  };
  await expect(all(parseCsvStream(endless(), { formulas: "keep" }))).rejects.toMatchObject({
    line: 3,
    message: expect.stringContaining("never closed"),
  });
});

test("rows come with their lines; empty cells are no values; what is wrong is told by line", async () => {
  const read = await all(
    readFieldRows([
      "key,creator,credit\n",
      "a.jpg, Ada ,\n",
      "b.jpg,Bea\n",
      ",x,y\n",
      `d.jpg,${"x".repeat(2001)},\n`,
      'e.jpg,"two\nlines",\n',
      "f.jpg,Finn,F\n",
    ]),
  );
  expect(read).toEqual([
    { header: ["creator", "credit"] },
    { line: 2, key: "a.jpg", fields: { creator: "Ada" } },
    { line: 3, problem: "has 2 cells where the header names 3" },
    { line: 4, problem: "has no key" },
    { line: 5, problem: "has more than 2000 characters in the column creator" },
    { line: 6, problem: "has a control character or a line break in the column creator" },
    { line: 8, key: "f.jpg", fields: { creator: "Finn", credit: "F" } },
  ]);
});

test.each([
  ["", "file is empty"],
  ["creator,key\n", "first column must be called key"],
  ["key\n", "no column beside key"],
  ["key,a,a\n", "names the column a twice"],
  ["key,{{a}}\n", "no placeholder can name"],
  ['key,"a\n', "never closed"],
])("the header of %j is refused", async (text, sentence) => {
  expect(await all(readFieldRows([text]))).toEqual([{ line: 1, problem: expect.stringContaining(sentence) }]);
});
