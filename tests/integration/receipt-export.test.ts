import { expect, test } from "vitest";
import { exportReceipts } from "../../lib/receipt/export.ts";
import { verifyExport } from "../../lib/receipt/verify-export.ts";
import { bentBucket } from "../support/bent-bucket.ts";
import { launchedRun, manySeeds, pumpToEnd, putPictures } from "../support/launched-run.ts";

const here = bentBucket();

async function wholeExport(): Promise<string[]> {
  const lines: string[] = [];
  for (let cursor: string | undefined; ; ) {
    const page = await exportReceipts(here.tenant.owner, { cursor, limit: 3 });
    lines.push(...page.lines);
    if (page.nextCursor === null) return lines;
    cursor = page.nextCursor;
  }
}

test("an export that is taken while receipts are appended verifies, and so does every later one", async () => {
  await putPictures(here, manySeeds(40));
  const { runId } = await launchedRun(here);
  let over = false;
  const working = pumpToEnd(here.wiring, here.tenant, runId).finally(() => {
    over = true;
  });
  while (!over) expect(await verifyExport(await wholeExport())).toMatchObject({ kind: "intact" });
  await working;
  expect(await verifyExport(await wholeExport())).toMatchObject({ kind: "intact", receipts: 40n });
});

test("an export of a workspace without receipts verifies as what it is", async () => {
  expect(await verifyExport(await wholeExport())).toMatchObject({ kind: "intact", receipts: 0n });
});
