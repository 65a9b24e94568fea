import sharp from "sharp";
import { expect, test } from "vitest";
import { sceneSvg } from "../../lib/demo/scene.ts";
import { Fault } from "../../lib/kernel/fault.ts";
import { fillRun } from "../../lib/run/fill.ts";
import { getRun } from "../../lib/run/get.ts";
import { listItems } from "../../lib/run/list-items.ts";
import { pump } from "../../lib/run/pump.ts";
import { startRun } from "../../lib/run/start.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { bentBucket, s3Location, s3Secret } from "../support/bent-bucket.ts";

const here = bentBucket();
const keys = ["a.jpg", "b.jpg"];

/** Two pictures and an approved plan over a good bucket, which then turns bad; what the run says of each object. */
async function outcomesWhen(
  bend: typeof here.bend,
): Promise<Record<string, { why: string | null; sentence: string | null }>> {
  for (const [seed, key] of keys.entries()) {
    const bytes = new Uint8Array(
      await sharp(Buffer.from(sceneSvg(seed + 1, 160, 110)))
        .jpeg()
        .toBuffer(),
    );
    const head = {
      etag: `etag-${seed}`,
      sizeBytes: bytes.byteLength,
      lastModified: new Date(0),
      contentType: "image/jpeg",
    };
    here.bucket.set(key, { bytes, head });
  }
  const { planId, approvalId } = await approvedPlan(
    here.tenant,
    { location: s3Location, secret: s3Secret },
    { retries: 0 },
  );
  here.bend = bend;
  const { runId } = await startRun(here.tenant.owner, { planId, approvalId });
  await fillRun(here.tenant.system, { runId });
  await pump(here.tenant.system, { runId, slice: 0, budgetMs: 20_000 });
  expect(await getRun(here.tenant.owner, { runId })).toMatchObject({ state: "finished" });
  const { items } = await listItems(here.tenant.owner, { runId });
  return Object.fromEntries(items.map(({ key, why, sentence, outcome }) => [key, { why: why ?? outcome, sentence }]));
}

const refuse = (code: "forbidden" | "upstream" | "invalid", sentence: string) => async () => {
  throw new Fault(code, sentence);
};

test("keys that were withdrawn leave every object unread, with what is missing", async () => {
  const found = await outcomesWhen((store) => ({
    ...store,
    get: refuse("forbidden", "The access key id is not known to the store."),
  }));
  expect(found).toMatchObject({ "a.jpg": { why: "read_denied" }, "b.jpg": { why: "read_denied" } });
  expect(found["a.jpg"]?.sentence).toContain("may not read");
});

test("one object that may not be read does not keep its neighbour from being signed", async () => {
  const found = await outcomesWhen((store) => ({
    ...store,
    get: (key, options) => (key === "a.jpg" ? refuse("forbidden", "Access denied.")() : store.get(key, options)),
  }));
  expect(found).toMatchObject({ "a.jpg": { why: "read_denied" }, "b.jpg": { why: "signed" } });
});

test("a bucket that may no longer be written says so", async () => {
  const found = await outcomesWhen((store) => ({
    ...store,
    put: refuse("forbidden", "The credentials may not do this."),
  }));
  expect(found).toMatchObject({ "a.jpg": { why: "write_denied" }, "b.jpg": { why: "write_denied" } });
});

test("a store that refuses conditional puts gets nothing written, and the report says why", async () => {
  const found = await outcomesWhen((store) => ({
    ...store,
    put: refuse("invalid", "A header you provided implies functionality that is not implemented."),
  }));
  expect(found).toMatchObject({ "a.jpg": { why: "no_conditional_put" }, "b.jpg": { why: "no_conditional_put" } });
  expect([...here.bucket.keys()].sort()).toEqual(keys);
});

test("a store that does not answer is named as such once the attempts are used up", async () => {
  const found = await outcomesWhen((store) => ({ ...store, get: refuse("upstream", "The store did not answer.") }));
  expect(found).toMatchObject({ "a.jpg": { why: "store_unavailable" }, "b.jpg": { why: "store_unavailable" } });
});
