import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { readParquet } from "../../lib/adapters/media/read-parquet.ts";
import { makeReportFiles } from "../../lib/adapters/report/report-files.ts";
import { Fault } from "../../lib/kernel/fault.ts";
import type { MediaEngine } from "../../lib/ports/media.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "c2c-report-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function readAll(media: Pick<MediaEngine, "parquetRows">, bytes: Uint8Array): Promise<unknown[]> {
  const path = join(folder, "report-file");
  await writeFile(path, bytes);
  const rows: unknown[] = [];
  for await (const row of makeReportFiles(media).parquet(path, ["key", "size"], 0)) rows.push(row);
  return rows;
}

test("rows come line by line whatever is in them, until there are no more", async () => {
  const keys = ["a\u2028b\rc", "\u{1f4f7}", "line\nbreak", "d"];
  const parquetRows: MediaEngine["parquetRows"] = async ({ from, outputPath }) => {
    const some = keys.slice(from, from + 3);
    await writeFile(outputPath, some.map((key) => `${JSON.stringify([key, null])}\n`).join(""));
    return { rows: some.length, more: from + 3 < keys.length };
  };
  expect(await readAll({ parquetRows }, Buffer.from(""))).toEqual(keys.map((key) => ({ key, size: null })));
  // A process that was taken over may say anything: nothing that is not there is waited for.
  const endless: MediaEngine["parquetRows"] = async ({ outputPath }) => {
    await writeFile(outputPath, "");
    return { rows: 0, more: true };
  };
  expect(await readAll({ parquetRows: endless }, Buffer.from(""))).toEqual([]);
});

test("a file that its process died of or ran late with is refused for good, with advice", async () => {
  const dying = () => Promise.reject(new Fault("limit", "killed", { details: { what: "killed" } }));
  await expect(readAll({ parquetRows: dying }, Buffer.from(""))).rejects.toMatchObject({
    code: "invalid",
    message: expect.stringContaining("write CSV instead"),
  });
});

test("what is no Parquet is refused with what is wrong", async () => {
  const here: MediaEngine["parquetRows"] = async (job) => {
    const answer = await readParquet({ kind: "parquet-rows", ...job });
    if (answer.kind === "rows") return answer;
    if (answer.kind === "refused") return answer.message;
    throw new Error(answer.kind);
  };
  const cut = Buffer.concat([Buffer.alloc(100), Buffer.from("00ff00000050415231".slice(2), "hex")]);
  for (const bytes of [Buffer.from(""), Buffer.from("no Parquet at all"), cut])
    await expect(readAll({ parquetRows: here }, bytes)).rejects.toMatchObject({ code: "corrupt" });
});
