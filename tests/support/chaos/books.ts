import { createHash } from "node:crypto";
import pg from "pg";
import type { Store } from "../../../lib/ports/store.ts";
import { verifyExport } from "../../../lib/receipt/verify-export.ts";
import { overAll } from "./bucket-of-pictures.ts";

export interface Counts {
  signed: number;
  counted: number;
  receipts: number;
  receipted: number;
  usage: number;
  head: number;
  settled: number;
  tallied: number;
  rows: number;
}

/** What a run's tables say at one moment, each counted apart from the others; `superUrl` sees past row-level security. */
export async function countBooks(superUrl: string, runId: string): Promise<Counts> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Counts>(
      `select (select count(*) from run_item where run_id = $1 and outcome = 'signed')::int as signed,
         (select signed from run where id = $1)::int as counted,
         (select count(*) from receipt where run_id = $1)::int as receipts,
         (select count(*) from run_item i join receipt r on r.id = i.receipt_id and r.item_seq = i.seq
          where i.run_id = $1 and r.run_id = $1)::int as receipted,
         (select coalesce(sum(quantity), 0) from usage where run_id = $1)::int as usage,
         (select h.seq from receipt_head h join run on run.tenant_id = h.tenant_id where run.id = $1)::int as head,
         (select count(*) from run_item where run_id = $1 and state = 'settled')::int as settled,
         (select signed + skipped + failed from run where id = $1)::int as tallied,
         (select count(*) from run_item where run_id = $1)::int as rows`,
      [runId],
    );
    return rows[0] as Counts;
  } finally {
    await client.end();
  }
}

/** How a run stands, for the message of one that does not go on: its rows by what became of them, and the engine's jobs. */
export async function describeStanding(superUrl: string, runId: string): Promise<string> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    const run = await client.query(
      "select state, epoch, problem, objects, signed, skipped, failed from run where id = $1",
      [runId],
    );
    const items = await client.query(
      `select state, outcome, why, left(min(detail), 80) as detail, count(*)::int, max(attempts) as attempts,
         (extract(epoch from max(lease_until) - now()))::int as lease, (extract(epoch from max(not_before) - now()))::int as wait
       from run_item where run_id = $1 group by state, outcome, why`,
      [runId],
    );
    const jobs = await client.query(
      `select j.key, r.function_id, r.status, (extract(epoch from j.run_at - now()))::int as due, j.owner, j.data,
         (extract(epoch from j.lease_until - now()))::int as lease, j.generation
       from engine_job j left join engine_run r on r.id = j.run_id limit 30`,
    );
    return [...run.rows, ...items.rows, ...jobs.rows].map((row) => JSON.stringify(row)).join("\n");
  } finally {
    await client.end();
  }
}

/** What must hold at every moment, in the middle of a run too: what is signed has one receipt and one unit of usage, and the run's own counters say the same. */
export function disagreements({ signed, settled, tallied, rows: _, ...others }: Counts): string[] {
  const wrong = Object.entries(others).flatMap(([what, count]) =>
    count === signed ? [] : [`${signed} rows are signed, and ${what} is ${count}`],
  );
  return settled === tallied ? wrong : [...wrong, `${settled} rows are settled, and the run counted ${tallied}`];
}

/**
 * Everything that is wrong with the books of a run that has finished, as sentences: rows, receipts, manifests and usage
 * must be as many as there were objects, each receipt's manifest must be stored with the very bytes that it tells, nothing
 * else may be, and the chain must verify from `lines`, its export, alone.
 */
export async function auditRun(
  superUrl: string,
  lines: string[],
  run: { runId: string; objects: number; store: Store },
): Promise<string[]> {
  const { runId, objects, store } = run;
  const counts = await countBooks(superUrl, runId);
  const wrong = disagreements(counts);
  if (counts.rows !== objects) wrong.push(`${objects} objects have ${counts.rows} rows`);
  if (counts.settled !== counts.rows) wrong.push(`of ${counts.rows} rows ${counts.settled} are settled`);
  if (counts.signed !== objects)
    wrong.push(`${objects} objects, and ${counts.signed} signed`, await describeStanding(superUrl, runId));
  const verdict = await verifyExport(lines);
  if (verdict.kind !== "intact") wrong.push(`the chain is ${verdict.kind}`);
  return [...wrong, ...(await manifestFaults(store, lines))];
}

async function manifestFaults(store: Store, lines: string[]): Promise<string[]> {
  const told = new Map<string, string>();
  const wrong: string[] = [];
  for (const line of lines) {
    const { body } = JSON.parse(line) as { body?: string };
    if (body === undefined) continue;
    const { stored } = JSON.parse(body) as { stored: { key: string; sha256: string } };
    if (told.has(stored.key)) wrong.push(`two receipts name ${stored.key}`);
    told.set(stored.key, stored.sha256);
  }
  const keys = await allKeys(store, "c2pa/manifests/");
  for (const key of keys) if (!told.has(key)) wrong.push(`no receipt names ${key}`);
  if (keys.length !== told.size) wrong.push(`${told.size} receipts, and ${keys.length} manifests`);
  await overAll([...told], async ([key, sha256]) => {
    const found = await store.get(key);
    if (found.kind !== "found") wrong.push(`${key} is not stored`);
    else if (createHash("sha256").update(found.bytes).digest("hex") !== sha256) wrong.push(`${key} has other bytes`);
  });
  return wrong;
}

async function allKeys(store: Store, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  for (let startAfter: string | undefined; ; ) {
    const page = await store.list({ prefix, ...(startAfter === undefined ? {} : { startAfter }) });
    keys.push(...page.objects.map(({ key }) => key));
    startAfter = page.next ?? undefined;
    if (startAfter === undefined) return keys;
  }
}
