import { z } from "zod";
import { cutPage } from "../kernel/cut-page.ts";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { keysWithThumbnail, pageObjects } from "./object-rows.ts";
import { findSample } from "./rows.ts";
import { problemCode, sampleObjectView } from "./schema.ts";
import { showSampleObject } from "./show-sample.ts";

export const listSampleObjects = verb({
  name: "sample.list-objects",
  summary: "The drawn objects of a sample in key order, with what was found in each",
  scope: "inventory.read",
  input: pageInput.extend({
    // A key, which in a file system may have 4096 bytes.
    cursor: z.string().max(4096).optional().describe("Where to go on: the `nextCursor` of the page before"),
    sampleId: idOf("sample"),
    stratum: z.string().max(20).optional(),
    problem: problemCode.optional(),
    withProblem: z.stringbool().or(z.boolean()).optional().describe("Only objects that a run would not sign"),
  }),
  output: pageOf(sampleObjectView),
  run: (ctx, { sampleId, cursor, limit, stratum, problem, withProblem }) =>
    ctx.read(async (tx) => {
      const { tenantId } = ctx;
      if (!(await findSample(tx, tenantId, sampleId)))
        throw new Fault("not_found", "There is no such sample in this workspace.");
      const query = { after: cursor, limit: limit + 1, stratum, problem, withProblem };
      const rows = await pageObjects(tx, tenantId, sampleId, query);
      const { items, nextCursor } = cutPage(rows, limit, ({ key }) => key);
      const shown = await keysWithThumbnail(
        tx,
        tenantId,
        sampleId,
        items.map(({ key }) => key),
      );
      return { items: items.map((row) => showSampleObject(row, shown.has(row.key))), nextCursor };
    }),
});
