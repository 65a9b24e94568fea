import { join } from "node:path";
import { CsvError } from "../kernel/csv.ts";
import { parseCsvStream } from "../kernel/csv-stream.ts";
import { Fault } from "../kernel/fault.ts";
import { patienceMs } from "../kernel/patience.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { Store } from "../ports/store.ts";
import { keyKind } from "./own-keys.ts";
import { readManifest } from "./read-manifest.ts";
import { parquetNames, type ReportManifest } from "./report-manifest.ts";
import { csvRow, type ReportRow, reportRecord } from "./report-record.ts";
import { type NewObject, objectRows, objectTable, saveProgress } from "./rows.ts";
import { type ReportCursor, type ReportPlace, reportCursor } from "./schema.ts";
import type { Collecting, Turn } from "./turn.ts";

export interface Reading extends Collecting {
  report: ReportPlace;
  cursor: unknown;
}

/**
 * Reads a report's files one after another from where its cursor is. Each is brought to the disk and compared with the MD5
 * that the manifest gives before a row of it is stored. True where all of them were read; false where time is over or
 * another reader was faster. Throws Fault `corrupt` for what is not as the manifest says.
 */
export async function readReport(ctx: TenantCtx, reading: Reading, store: Store, turn: Turn): Promise<boolean> {
  const manifest = await readManifest(store, reading.report);
  const cursor = reportCursor.nullable().parse(reading.cursor) ?? { files: 0, rows: 0 };
  const intake = new ReportIntake(ctx, reading, turn, cursor);
  while (intake.cursor.files < manifest.files.length) {
    if (!(await turn.mayGoOn())) return false;
    if (!(await readFile(ctx, store, manifest, intake))) return false;
  }
  return true;
}

async function readFile(
  ctx: TenantCtx,
  store: Store,
  manifest: ReportManifest,
  intake: ReportIntake,
): Promise<boolean> {
  const file = manifest.files[intake.cursor.files];
  if (!file) return true;
  const { key, sizeBytes, md5 } = file;
  return ctx.ports.scratch.within(async (folder) => {
    const path = join(folder, "report-file");
    const signal = AbortSignal.timeout(patienceMs(60_000, sizeBytes));
    const got = await store.download(key, path, { bytesMax: sizeBytes, signal });
    if (got.kind !== "found") throw new Fault("corrupt", `The report's file ${key} is gone. Take a newer report.`);
    if ((await ctx.ports.reportFiles.md5(path)) !== md5)
      throw new Fault("corrupt", `The report's file ${key} is not what its manifest says: its MD5 is another.`);
    for await (const row of rowsOf(ctx, path, manifest, intake.cursor.rows)) if (!(await intake.add(row))) return false;
    return intake.endFile();
  }, sizeBytes);
}

/** The rows of one file that are behind the first `from`. */
async function* rowsOf(
  ctx: TenantCtx,
  path: string,
  { format, columns }: ReportManifest,
  from: number,
): AsyncGenerator<ReportRow> {
  const { reportFiles } = ctx.ports;
  if (format === "Parquet") {
    const names = Object.entries(parquetNames) as [keyof ReportRow, string][];
    const wanted = names.map(([, name]) => name);
    for await (const row of reportFiles.parquet(path, wanted, from))
      yield Object.fromEntries(names.map(([column, name]) => [column, row[name]]));
    return;
  }
  let at = 0;
  try {
    for await (const { cells } of parseCsvStream(reportFiles.gunzip(path), { formulas: "keep" }))
      if (at++ >= from) yield csvRow(cells, columns);
  } catch (thrown) {
    if (!(thrown instanceof CsvError)) throw thrown;
    throw new Fault("corrupt", `A file of the report is no CSV: line ${thrown.line} has ${thrown.message}.`);
  }
}

/** What was read of a report and not yet stored. */
class ReportIntake {
  cursor: ReportCursor;
  readonly #ctx: TenantCtx;
  readonly #reading: Reading;
  readonly #turn: Turn;
  #checkpoint: number;
  #objects: NewObject[] = [];
  #counts = { bytes: 0, sidecars: 0, oldVersions: 0, deleteMarkers: 0 };
  #rows: number;

  constructor(ctx: TenantCtx, reading: Reading, turn: Turn, cursor: ReportCursor) {
    this.#ctx = ctx;
    this.#reading = reading;
    this.#turn = turn;
    this.#checkpoint = reading.checkpoint;
    this.cursor = cursor;
    this.#rows = cursor.rows;
  }

  /** False where no more is to be read. */
  async add(row: ReportRow): Promise<boolean> {
    this.#rows++;
    const record = reportRecord(row);
    if (record.kind === "old-version") this.#counts.oldVersions++;
    else if (record.kind === "delete-marker") this.#counts.deleteMarkers++;
    else this.#take(record.object);
    if (this.#objects.length < this.#turn.batchObjects && this.#rows - this.cursor.rows < rowsBetweenSaves) return true;
    if (!(await this.#save({ files: this.cursor.files, rows: this.#rows }))) return false;
    return this.#turn.mayGoOn();
  }

  endFile(): Promise<boolean> {
    this.#rows = 0;
    return this.#save({ files: this.cursor.files + 1, rows: 0 });
  }

  #take(object: NewObject): void {
    if (!this.#reading.prefixes.some((prefix) => object.key.startsWith(prefix))) return;
    const kind = keyKind(object.key);
    if (kind === "sidecar") this.#counts.sidecars++;
    if (kind !== "object") return;
    this.#counts.bytes += object.sizeBytes;
    this.#objects.push(object);
  }

  async #save(cursor: ReportCursor): Promise<boolean> {
    const { tenantId, ports } = this.#ctx;
    const { id } = this.#reading;
    const objects = this.#objects;
    await ports.bulk.insert(tenantId, objectTable, objectRows(id, objects));
    const progress = {
      ...this.#counts,
      objects: objects.length,
      requests: this.#turn.takeRequests(),
      workers: 1,
      cursor,
    };
    const at = { tenantId, id, was: this.#checkpoint, now: this.#ctx.now() };
    if (!(await this.#ctx.machineWrite((tx) => saveProgress(tx, at, progress)))) return false;
    this.#checkpoint++;
    this.cursor = cursor;
    this.#objects = [];
    this.#counts = { bytes: 0, sidecars: 0, oldVersions: 0, deleteMarkers: 0 };
    return true;
  }
}

/** A report of old versions alone is to show progress too. */
const rowsBetweenSaves = 100_000;
