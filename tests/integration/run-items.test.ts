import { expect, test } from "vitest";
import type { Id } from "../../lib/kernel/ids.ts";
import { listItems } from "../../lib/run/list-items.ts";
import { reportCsv } from "../../lib/run/report-csv.ts";
import { bentBucket } from "../support/bent-bucket.ts";
import { launchedRun, picture, putBytes } from "../support/launched-run.ts";

const here = bentBucket();

const keys = [
  ...[
    "a",
    "a%",
    "a%b/1",
    "a%b/2",
    "a_b/1",
    "aab/1",
    "a\\b/1",
    "b/1",
    "b/10",
    "b/2",
    "b0",
    "é/1",
    "é/2",
    "日本/写真",
    "😀/1",
    "z",
  ],
].map((name) => `${name}.jpg`);

async function runOverThem(): Promise<Id<"run">> {
  const bytes = await picture(1);
  for (const key of keys) putBytes(here, key, bytes);
  const { runId } = await launchedRun(here);
  return runId;
}

type Filter = Omit<Parameters<typeof listItems>[1], "runId">;

/** All pages of three, each of which says where the next begins. */
async function allPages(runId: Id<"run">, filter: Filter): Promise<string[]> {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await listItems(here.tenant.owner, { ...filter, runId, cursor, limit: 3 });
    found.push(...page.items.map(({ key }) => key));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

test("a prefix finds exactly the keys that begin with it, whatever is in them", async () => {
  const runId = await runOverThem();
  const inOrder = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
  expect(await allPages(runId, {})).toEqual(inOrder);
  for (const prefix of [
    "a",
    "a%",
    "a_",
    "a\\",
    "b/",
    "b/1",
    "é",
    "日",
    "😀",
    "z.jpg",
    "z.jpgs",
    "0",
    "~",
    "\u{10ffff}",
  ])
    expect(await allPages(runId, { prefix }), prefix).toEqual(inOrder.filter((key) => key.startsWith(prefix)));
});

test("outcome, reason and prefix narrow together, and what is not settled is a list of its own", async () => {
  const runId = await runOverThem();
  const settle = (where: string, outcome: string, why: string | null) =>
    here.wiring.database.within(here.tenant.tenantId, (tx) =>
      tx.$executeRawUnsafe(
        `update run_item set state = 'settled', outcome = $2, why = $3 where run_id = $1 and ${where}`,
        ...[runId, outcome, why],
      ),
    );
  await settle("key like 'b%'", "failed", "read_denied");
  await settle("key like 'a%'", "failed", "object_gone");
  await settle("key = 'z.jpg'", "signed", null);
  expect(await allPages(runId, { outcome: "failed", why: "read_denied" })).toEqual([
    "b/1.jpg",
    "b/10.jpg",
    "b/2.jpg",
    "b0.jpg",
  ]);
  expect(await allPages(runId, { why: "read_denied", prefix: "b/1" })).toEqual(["b/1.jpg", "b/10.jpg"]);
  expect(await allPages(runId, { outcome: "failed", prefix: "é" })).toEqual([]);
  expect(await allPages(runId, { outcome: "signed" })).toEqual(["z.jpg"]);
  expect(await allPages(runId, { outcome: "open" })).toEqual(["é/1.jpg", "é/2.jpg", "日本/写真.jpg", "😀/1.jpg"]);
  const lines: string[] = [];
  for await (const chunk of reportCsv(here.tenant.owner, runId)) lines.push(...chunk.trimEnd().split("\r\n"));
  expect(lines).toHaveLength(1 + keys.length);
});

test("a cursor that no page gave, and a prefix that no key has, are the caller's mistakes", async () => {
  const runId = await runOverThem();
  for (const wrong of [{ cursor: "9999999999" }, { cursor: "a" }, { prefix: "a\0" }])
    await expect(listItems(here.tenant.owner, { runId, ...wrong })).rejects.toMatchObject({ code: "invalid" });
});
