import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf, newId } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { mergePrefixes } from "./merge-prefixes.ts";
import { keyKind } from "./own-keys.ts";
import { type ListProblem, parseObjectList } from "./parse-object-list.ts";
import {
  findInventory,
  findOpenBucket,
  insertInventory,
  type NewInventory,
  objectTable,
  objectValues,
} from "./rows.ts";
import { importFormats, inventoryView, prefixText } from "./schema.ts";
import { showInventory } from "./show-inventory.ts";
import { summariseAndFinish } from "./summarise.ts";

/** Enough for some 250,000 objects; more than that is better listed. */
export const importCharactersMax = 32 * 1024 * 1024;

/** The list is believed as it is: a run compares each object with its ETag, as it does after a listing. */
export const importInventory = verb({
  name: "inventory.import",
  summary: "Make an inventory from a list of objects, in CSV or one JSON object a line",
  scope: "inventory.operate",
  input: z.object({
    bucketId: idOf("bucket"),
    format: z.enum(importFormats),
    text: z
      .string()
      .min(1)
      .max(importCharactersMax, `must have at most ${importCharactersMax} characters: have the bucket listed instead`)
      .describe(
        "Records of key, etag, size, last_modified, storage_class and mime; CSV with these names in its first line",
      ),
    prefixes: z.array(prefixText).max(100).default([""]).describe("Records of other keys are left out"),
  }),
  output: inventoryView,
  async run(ctx, { bucketId, format, text, prefixes }) {
    const { tenantId } = ctx;
    const parsed = parseObjectList(text, format);
    if (parsed.kind === "problems") throw listFault(parsed.problems);
    const merged = [...mergePrefixes(prefixes)];
    const wanted = parsed.objects.filter(({ key }) => merged.some((prefix) => key.startsWith(prefix)));
    const objects = wanted.filter(({ key }) => keyKind(key) === "object");
    const sidecars = wanted.filter(({ key }) => keyKind(key) === "sidecar").length;
    const now = ctx.now();
    const id = newId("inventory", now);
    // Failed until it is whole: where the process ends in between, that is the truth, and the list can be sent again.
    const failure = "The import did not come to its end. Import the list again.";
    const row: NewInventory = {
      tenantId,
      id,
      bucketId,
      source: "import",
      prefixes: merged,
      state: "failed",
      failure,
      cursor: { prefixes: [] },
      now,
    };
    const detail = { bucketId, format, objects: objects.length };
    await ctx.write({ action: "inventory.import", subject: id, detail }, async (tx) => {
      if (!(await findOpenBucket(tx, tenantId, bucketId)))
        throw new Fault("not_found", "There is no such bucket in this workspace, or it was removed.");
      await insertInventory(tx, row);
    });
    await ctx.ports.bulk.insert(
      tenantId,
      objectTable,
      objects.map((object) => objectValues(id, object)),
    );
    return ctx.write({ action: "inventory.import-finished", subject: id }, async (tx) => {
      await summariseAndFinish(tx, { tenantId, id, from: ["failed"] }, { finishedAt: ctx.now(), sidecars });
      const made = await findInventory(tx, tenantId, id);
      if (!made) throw new Fault("not_found", "The inventory is gone.");
      return showInventory(made);
    });
  },
});

function listFault(problems: ListProblem[]): Fault {
  const [first] = problems;
  const more = problems.length > 1 ? ` There are more such lines (${problems.length} told).` : "";
  return new Fault("invalid", `Line ${first?.line} ${verbOf(first?.problem ?? "")}.${more}`, {
    details: { fields: problems.map(({ line, problem }) => ({ path: `text line ${line}`, message: problem })) },
  });
}

function verbOf(problem: string): string {
  return /^(repeats|has|is) /.test(problem) ? problem : `cannot be read: ${problem}`;
}
