import { createHash } from "node:crypto";
import { z } from "zod";
import { actorText } from "../kernel/actor.ts";
import { Fault } from "../kernel/fault.ts";
import { type Id, newId } from "../kernel/ids.ts";
import { type TenantCtx, verb } from "../ports/ctx.ts";
import { type FieldRow, problemsMax, type RowProblem, readFieldRows } from "./read-field-rows.ts";
import { deleteFieldSet, fieldTable, fieldValues, finishFieldSet, insertFieldSet, repeatedKeys } from "./rows.ts";
import { fieldSetName, fieldSetView } from "./schema.ts";
import { showFieldSet } from "./show-field-set.ts";

/** Rows of one COPY: its transaction ends before the next part of the file is waited for. */
const rowsAtOnce = 5_000;
const charactersAtOnce = 8_000_000;
export const fieldRowsMax = 5_000_000;

type Pieces = AsyncIterable<string> | Iterable<string>;

/**
 * Takes in a CSV as it arrives, in bounded memory, and all of it or nothing: where a line is refused, or a key stands on
 * two lines, or the sender goes away, no set is left. Throws Fault `invalid` naming the lines, up to 20.
 */
export const importFields = verb({
  name: "metadata.import-fields",
  summary: "Take in a field set: values for a template's placeholders, a row for each object key, from CSV",
  scope: "plan.operate",
  input: z.object({
    name: fieldSetName,
    text: z
      .custom<Pieces>(
        (value) => value !== null && typeof value === "object" && isIterable(value),
        "must be text in pieces",
      )
      .meta({ examples: [["key,creator\r\n", "a.jpg,Ada Example\r\n"]], description: "CSV whose first column is key" }),
  }),
  output: fieldSetView,
  async run(ctx, { name, text }) {
    const { tenantId } = ctx;
    const now = ctx.now();
    const id = newId("fieldSet", now);
    await ctx.write({ action: "metadata.import-fields", subject: id, detail: { name } }, (tx) =>
      insertFieldSet(tx, { tenantId, id, name, createdBy: actorText(ctx.actor), createdAt: now }),
    );
    try {
      const whole = await takeIn(ctx, id, text);
      const act = { action: "metadata.import-fields-finished", subject: id, detail: { rows: whole.rows.toString() } };
      return showFieldSet(await ctx.write(act, (tx) => finishFieldSet(tx, tenantId, id, whole)));
    } catch (thrown) {
      await ctx.write({ action: "metadata.import-fields-refused", subject: id }, (tx) =>
        deleteFieldSet(tx, tenantId, id),
      );
      throw thrown;
    }
  },
});

async function takeIn(ctx: TenantCtx, id: Id<"fieldSet">, text: Pieces) {
  const digest = createHash("sha256");
  const problems: RowProblem[] = [];
  let columns: string[] = [];
  let rows = 0n;
  let batch: FieldRow[] = [];
  let characters = 0;
  const save = async () => {
    await ctx.ports.bulk.insert(
      ctx.tenantId,
      fieldTable,
      batch.map((row) => fieldValues(id, row)),
    );
    batch = [];
    characters = 0;
  };
  for await (const read of readFieldRows(hashed(text, digest))) {
    if ("header" in read) columns = read.header;
    else if ("problem" in read) {
      problems.push(read);
      if (problems.length >= problemsMax) break;
    } else if (problems.length === 0) {
      batch.push(read);
      rows++;
      if (rows > fieldRowsMax) throw new Fault("invalid", `A field set may have ${fieldRowsMax} rows at most.`);
      for (const value of Object.values(read.fields)) characters += value.length;
      if (batch.length >= rowsAtOnce || characters >= charactersAtOnce) await save();
    }
  }
  if (problems.length > 0) throw linesFault(problems);
  await save();
  if (rows === 0n) throw new Fault("invalid", "The file has a header and no row below it.");
  const repeated = await ctx.read((tx) => repeatedKeys(tx, ctx.tenantId, id, problemsMax));
  if (repeated.length > 0)
    throw linesFault(
      repeated.map(({ lines: [first, second] }) => ({
        line: Number(second),
        problem: `repeats the key of line ${first}`,
      })),
    );
  return { columns, rows, sha256: digest.digest("hex") };
}

async function* hashed(text: Pieces, digest: ReturnType<typeof createHash>): AsyncGenerator<string> {
  for await (const piece of text) {
    digest.update(piece, "utf8");
    yield piece;
  }
}

function isIterable(value: object): boolean {
  return Symbol.asyncIterator in value || Symbol.iterator in value;
}

function linesFault(problems: RowProblem[]): Fault {
  const [first] = problems;
  const more = problems.length > 1 ? ` There are more such lines (${problems.length} told).` : "";
  return new Fault("invalid", `Line ${first?.line} ${first?.problem}.${more}`, {
    details: { fields: problems.map(({ line, problem }) => ({ path: `line ${line}`, message: problem })) },
  });
}
