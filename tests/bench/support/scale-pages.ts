import pg from "pg";
import type { Id } from "../../../lib/kernel/ids.ts";
import { listItems } from "../../../lib/run/list-items.ts";
import { reportRun } from "../../../lib/run/report.ts";
import { reportCsv } from "../../../lib/run/report-csv.ts";
import { measure, residentBytes } from "./measure.ts";
import { megabytes, type ScaleStage, seconds } from "./scale-stage.ts";

const times = 15;

/** How long a run's objects take to list, filtered and not, and its report to write, once all of them are settled. */
export async function pageFigures({ rows, db, tenant }: ScaleStage, runId: Id<"run">): Promise<string[]> {
  await settleAll(db.superUrl, runId);
  const { owner } = tenant;
  const page = (query: Omit<Parameters<typeof listItems>[1], "runId">) => () =>
    listItems(owner, { ...query, runId, limit: 100 });
  const middle = String(Math.floor(rows / 2));
  const queries: [string, () => Promise<unknown>][] = [
    ["in the middle", page({ cursor: middle })],
    ["failed", page({ outcome: "failed", cursor: middle })],
    ["of one rare reason", page({ why: "readback_invalid" })],
    ["of a prefix", page({ prefix: `y${Math.floor(rows / 20_000)}/` })],
    ["failed under a prefix", page({ outcome: "failed", prefix: `y${Math.floor(rows / 20_000)}/` })],
    ["of a prefix that nothing has", page({ outcome: "failed", prefix: "z" })],
  ];
  const figures: string[] = [];
  for (const [what, query] of queries) figures.push(`${what} ${(await medianMs(query)).toFixed(1)} ms`);
  const reasonsMs = await medianMs(() => reportRun(owner, { runId }));
  const restBytes = residentBytes();
  let bytes = 0;
  const csv = await measure(rows, async () => {
    for await (const chunk of reportCsv(owner, runId)) bytes += Buffer.byteLength(chunk);
  });
  return [
    `pages of 100 of ${rows.toLocaleString("en")} objects: ${figures.join(", ")}`,
    `report: counts by reason ${seconds(reasonsMs)}; CSV of ${megabytes(bytes)} in ${seconds(csv.wallMs)}, ${megabytes(Math.max(0, csv.peakRssBytes - restBytes))} more memory`,
  ];
}

/** As a run ends: most signed, some left alone, few failed, one in fifty thousand for a rare reason. */
async function settleAll(superUrl: string, runId: string): Promise<void> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  await client.query(
    `update run_item set state = 'settled', settled_at = now(), lease_token = null, lease_until = null,
       outcome = case when seq % 50 = 0 then 'skipped' when seq % 100 = 1 then 'failed' else 'signed' end,
       why = case when seq % 50 = 0 then 'unsupported_format' when seq % 50000 = 1 then 'readback_invalid' when seq % 100 = 1 then 'truncated' end
     where run_id = $1`,
    [runId],
  );
  await client.query("vacuum analyze run_item");
  await client.end();
}

async function medianMs(work: () => Promise<unknown>): Promise<number> {
  const tookMs: number[] = [];
  for (let n = 0; n < times; n++) {
    const startedMs = performance.now();
    await work();
    tookMs.push(performance.now() - startedMs);
  }
  return tookMs.sort((a, b) => a - b)[times >> 1] ?? 0;
}
