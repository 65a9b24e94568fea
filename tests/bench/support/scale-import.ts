import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import pg from "pg";
import { from as copyFrom } from "pg-copy-streams";
import { importInventory } from "../../../lib/inventory/import.ts";
import { measure } from "./measure.ts";
import { objectAt } from "./scale-keys.mjs";
import { megabytes, perSecond, type ScaleSection, seconds } from "./scale-stage.ts";

/** Rows a second from a CSV, and what a row takes on the disk; beside a bare COPY of the same rows into a plain table. */
export const importSection: ScaleSection = async (stage) => {
  const { rows, tenant, bucketId, db } = stage;
  const taken = await measure(rows, async () => {
    const { id } = await importInventory(tenant.owner, { bucketId, format: "csv", text: csvPieces(rows) });
    stage.inventoryId = id;
  });
  const client = new pg.Client({ connectionString: db.superUrl });
  await client.connect();
  try {
    const { rows: sizes } = await client.query(
      `select pg_table_size(part) as heap, pg_indexes_size(part) as indexes from (select format('inventory_part.%I', $1::text)::regclass as part) p`,
      [stage.inventoryId],
    );
    const [heap, indexes] = [Number(sizes[0].heap), Number(sizes[0].indexes)];
    const bareMs = await bareCopy(client, rows);
    return [
      `import from CSV: ${perSecond(rows, taken.wallMs)} rows/s, ${seconds(taken.wallMs)} with its summary; bare COPY ${perSecond(rows, bareMs)} rows/s; ratio ${(bareMs / taken.wallMs).toFixed(2)}`,
      `  CPU ${seconds(taken.mainCpuMs)} here and ${seconds(taken.serverCpuMs)} in Postgres; most memory of one process ${megabytes(taken.peakProcessBytes)}`,
      `  bytes a row: ${Math.round((heap + indexes) / rows)} (${Math.round(heap / rows)} table, ${Math.round(indexes / rows)} index)`,
    ];
  } finally {
    await client.end();
  }
};

function* csvPieces(rows: number): Generator<string> {
  let piece = "key,etag,size,last_modified,storage_class,mime\r\n";
  for (let n = 0; n < rows; n++) {
    const { key, etag, sizeBytes, lastModified } = objectAt(n);
    piece += `${key},${etag},${sizeBytes},${lastModified},STANDARD,\r\n`;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}

async function bareCopy(client: pg.Client, rows: number): Promise<number> {
  await client.query(
    `create table bare_copy (tenant_id text not null, inventory_id text not null, key text not null, etag text not null, size_bytes bigint not null,
       last_modified timestamptz not null, storage_class text not null, mime text not null, primary key (tenant_id, inventory_id, key))`,
  );
  const startedMs = performance.now();
  await pipeline(Readable.from(copyPieces(rows)), client.query(copyFrom("copy bare_copy from stdin")));
  const tookMs = performance.now() - startedMs;
  await client.query("drop table bare_copy");
  return tookMs;
}

function* copyPieces(rows: number): Generator<string> {
  let piece = "";
  for (let n = 0; n < rows; n++) {
    const { key, etag, sizeBytes, lastModified } = objectAt(n);
    piece += `tnt_0000000000000000000000\tivt_0000000000000000000000\t${key}\t${etag}\t${sizeBytes}\t${lastModified}\tSTANDARD\timage/jpeg\n`;
    if (piece.length < 65_536) continue;
    yield piece;
    piece = "";
  }
  yield piece;
}
