import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { PutObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { BucketLocation, BucketSecret, Store } from "../../lib/ports/store.ts";
import { fillRun } from "../../lib/run/fill.ts";
import type { ClaimedItem } from "../../lib/run/item-rows.ts";
import { openKit } from "../../lib/run/open-kit.ts";
import { signAsset } from "../../lib/run/sign-asset.ts";
import { closeKit } from "../../lib/run/signing-kit.ts";
import { startRun } from "../../lib/run/start.ts";
import type { Wiring } from "../../lib/wire.ts";
import { findS3, makeS3Bucket } from "../conformance/s3-under-test.ts";
import { approvedPlan } from "../support/approved-plan.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { folderOf, picture, removeFolders } from "../support/picture-folder.ts";
import { makeTenant, testWiring } from "../support/wiring.ts";

const workers = 8;
const key = "one.jpg";
const s3 = await findS3();
let db: TestDatabase;
let wiring: Wiring;
beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db, { connections: workers + 2 });
});
afterAll(async () => {
  await wiring.close();
  await db.close();
  await removeFolders();
});

/** Eight workers' kits, each with a store of its own, sign the one object at the same moment, through the run's own write path. */
async function race(
  bucket: { location: BucketLocation; secret: BucketSecret },
  mode: "remote" | "embed" | "embed-in-place",
) {
  const tenant = await makeTenant(wiring);
  const plan = await approvedPlan(tenant, bucket, { mode });
  const { runId } = await startRun(tenant.owner, plan);
  await fillRun(tenant.system, { runId });
  const kits = await Promise.all(Array.from({ length: workers }, () => openKit(tenant.system, runId)));
  const open = kits.filter((kit) => kit !== null);
  try {
    const [first] = open;
    const head = await first?.store.head(key);
    if (!first || !head) throw new Error("the object is not there");
    const item: ClaimedItem = {
      seq: 1,
      key,
      etag: head.etag,
      sizeBytes: head.sizeBytes,
      mime: "image/jpeg",
      attempts: 1,
      slowed: 0,
      lastWhy: null,
      takenOver: false,
      fields: null,
      sidecar: true,
      meant: null,
    };
    const outcomes = await Promise.all(open.map((kit) => signAsset(kit, item)));
    const { objects } = await first.store.list({ prefix: "" });
    return { outcomes, keys: objects.map((object) => object.key), bytes: (name: string) => bytesOf(first.store, name) };
  } finally {
    await Promise.all(open.map(closeKit));
  }
}

async function bytesOf(store: Store, name: string): Promise<Uint8Array | null> {
  const found = await store.get(name);
  return found.kind === "found" ? found.bytes : null;
}

/** What every worker must have seen alike: all but who was first. */
function answers(outcomes: Awaited<ReturnType<typeof race>>["outcomes"]) {
  const facts = outcomes.map((outcome) => {
    if (outcome.kind !== "signed") throw new Error(`${outcome.why}: ${outcome.detail}`);
    return outcome.facts;
  });
  const alike = new Set(facts.map(({ adopted: _, ...rest }) => JSON.stringify(rest)));
  return { alike: alike.size, first: facts.filter(({ adopted }) => !adopted).length, facts: facts[0] };
}

const places: [string, () => Promise<{ bucket: Parameters<typeof race>[0]; close(): Promise<void> }>][] = [
  [
    "a folder",
    async () => {
      const root = await folderOf({ [key]: await picture(7) });
      return { bucket: { location: { kind: "fs", root }, secret: null }, close: async () => {} };
    },
  ],
];
if (!("missing" in s3))
  places.push([
    "S3",
    async () => {
      const made = await makeS3Bucket(s3);
      await made.client.send(new PutObjectCommand({ Bucket: made.bucket, Key: key, Body: await picture(7) }));
      const { endpoint, accessKeyId, secretAccessKey } = s3;
      const location = { kind: "s3", bucket: made.bucket, region: "us-east-1", endpoint, pathStyle: true } as const;
      return { bucket: { location, secret: { accessKeyId, secretAccessKey } }, close: made.remove };
    },
  ]);

describe.each(places)("over %s", (_place, open) => {
  test("eight workers over one intent end in one manifest and eight identical answers", async () => {
    const { bucket, close } = await open();
    try {
      const { outcomes, keys } = await race(bucket, "remote");
      const { alike, first, facts } = answers(outcomes);
      expect({ workers: outcomes.length, alike, first }).toEqual({ workers, alike: 1, first: 1 });
      expect(keys.filter((each) => each !== key)).toEqual([facts?.storedKey]);
      expect(facts?.storedKey).toBe(`c2pa/manifests/${facts?.intentSha256}.c2pa`);
    } finally {
      await close();
    }
  });

  test("eight workers that replace one object replace it once", async () => {
    const { bucket, close } = await open();
    try {
      const { outcomes, keys } = await race(bucket, "embed-in-place");
      // A loser of the race over S3 may be told to try again: then its next attempt finds what the winner wrote.
      const settled = outcomes.filter((outcome) => outcome.kind === "signed" || outcome.why !== "store_unavailable");
      const { alike, first } = answers(settled);
      expect({ alike, first }).toEqual({ alike: 1, first: 1 });
      expect(keys).toEqual([key]);
    } finally {
      await close();
    }
  });
});

test("over a folder the bytes that stay are the winner's, whole", async () => {
  const root = await folderOf({ [key]: await picture(8) });
  const { outcomes } = await race({ location: { kind: "fs", root }, secret: null }, "embed");
  const { facts } = answers(outcomes);
  const { sha256Hex } = await import("../../lib/kernel/bytes.ts");
  expect(sha256Hex(await readFile(join(root, "signed", key)))).toBe(facts?.storedSha256);
});
