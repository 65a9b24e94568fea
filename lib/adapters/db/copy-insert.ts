import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import type { Id } from "../../kernel/ids.ts";
import type { BulkTable, BulkValue } from "../../ports/bulk.ts";

/** COPY straight into a table under row-level security is refused by Postgres, so rows go through a temporary one. */
export async function copyInsert(
  pool: pg.Pool,
  tenantId: Id<"tenant">,
  into: BulkTable,
  rows: Iterable<readonly BulkValue[]> | AsyncIterable<readonly BulkValue[]>,
): Promise<number> {
  const quote = (name: string) => `"${name.replaceAll('"', '""')}"`;
  const columns = into.columns.map(quote).join(", ");
  const connection = await pool.connect();
  let broken: Error | undefined;
  try {
    await connection.query("begin");
    await connection.query("select set_config('app.tenant_id', $1, true)", [tenantId]);
    await connection.query(
      `create temporary table incoming on commit drop as select ${columns} from ${quote(into.table)} with no data`,
    );
    await pipeline(Readable.from(copyLines(rows)), connection.query(copyFrom(`copy incoming (${columns}) from stdin`)));
    const inserted = await connection.query(
      `insert into ${quote(into.table)} (tenant_id, ${columns}) select $1, ${columns} from incoming on conflict do nothing`,
      [tenantId],
    );
    await connection.query("commit");
    return inserted.rowCount ?? 0;
  } catch (thrown) {
    broken = thrown as Error;
    await connection.query("rollback").catch(() => {});
    throw thrown;
  } finally {
    // A connection that failed in the middle of COPY may be in any state: it is dropped, not reused.
    connection.release(broken);
  }
}

/** COPY's text format, in chunks of about 64 KiB so that a row costs no write of its own. */
async function* copyLines(
  rows: Iterable<readonly BulkValue[]> | AsyncIterable<readonly BulkValue[]>,
): AsyncGenerator<string> {
  let chunk = "";
  for await (const row of rows) {
    chunk += `${row.map(copyText).join("\t")}\n`;
    if (chunk.length > 65_536) {
      yield chunk;
      chunk = "";
    }
  }
  if (chunk) yield chunk;
}

const escapes: Record<string, string> = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r" };

function copyText(value: BulkValue): string {
  if (value === null) return "\\N";
  if (value instanceof Date) return value.toISOString();
  if (typeof value === "string") return value.replace(/[\\\t\n\r]/g, (char) => escapes[char] ?? char);
  return String(value);
}
