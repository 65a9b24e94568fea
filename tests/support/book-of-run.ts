import pg from "pg";

/** How often each thing of a run is in the books; `superUrl` sees past row-level security. */
export async function bookOfRun(superUrl: string, runId: string): Promise<Record<string, number>> {
  const client = new pg.Client({ connectionString: superUrl });
  await client.connect();
  try {
    const { rows } = await client.query(
      `select (select count(distinct seq) from run_item where run_id = $1 and state = 'settled')::int as items,
         (select count(*) from receipt where run_id = $1)::int as receipts,
         (select count(distinct item_seq) from receipt where run_id = $1)::int as receipted,
         (select count(*) from run_item i join receipt r on r.id = i.receipt_id where i.run_id = $1)::int as items_with_receipts,
         (select sum(quantity) from usage where run_id = $1)::int as usage,
         (select count(*) from run_item where run_id = $1 and state <> 'settled')::int as open`,
      [runId],
    );
    return rows[0];
  } finally {
    await client.end();
  }
}
