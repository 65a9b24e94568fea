import { z } from "zod";
import { idOf } from "../kernel/ids.ts";
import { pageInput, pageOf } from "../kernel/verb.ts";
import { verb } from "../ports/ctx.ts";
import { pageRuns } from "./rows.ts";
import { runStates, runView } from "./schema.ts";
import { showRun } from "./show-run.ts";

export const listRuns = verb({
  name: "run.list",
  summary: "The runs, newest first",
  scope: "run.read",
  input: pageInput.extend({ cursor: idOf("run").optional(), state: z.enum(runStates).optional() }),
  output: pageOf(runView),
  run: (ctx, { cursor, limit, state }) =>
    ctx.read(async (tx) => {
      const rows = await pageRuns(tx, ctx.tenantId, {
        below: cursor,
        limit: limit + 1,
        states: state ? [state] : undefined,
      });
      const items = [];
      for (const row of rows.slice(0, limit)) items.push(await showRun(tx, row, ctx.now()));
      return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null };
    }),
});
