import { tmpdir } from "node:os";
import { afterAll, beforeAll, beforeEach } from "vitest";
import { fileCalls } from "../../lib/adapters/store/file-calls.ts";
import { type MemBucket, openMemStore } from "../../lib/adapters/store/mem.ts";
import { makeOpenStore } from "../../lib/adapters/store/open-store.ts";
import { connectBucket } from "../../lib/bucket/connect.ts";
import type { JobEvent } from "../../lib/ports/jobs.ts";
import type { Store } from "../../lib/ports/store.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { makeTenant, type TestTenant, testWiring } from "./wiring.ts";

export const s3Location = {
  kind: "s3",
  bucket: "media",
  region: "us-east-1",
  endpoint: null,
  pathStyle: false,
} as const;
export const s3Secret = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "a secret that nobody may see again" };

export interface BentBucket {
  wiring: Wiring;
  /** A fresh one for each test. */
  tenant: TestTenant;
  /** What `s3Location` holds, whoever opens it; empty at each test's start. */
  bucket: MemBucket;
  /** What a test makes of the store before verbs get it. */
  bend: (store: Store) => Store;
  sent: JobEvent[];
  logged: string[];
  connect(): ReturnType<typeof connectBucket>;
  /** Puts `count` objects of 10 bytes straight into the bucket. */
  fill(count: number, name?: (n: number) => string): void;
}

/** For a test file: a process over a fresh database whose S3 buckets are in memory and misbehave on request. Folders are real. */
export function bentBucket(): BentBucket {
  let db: TestDatabase | undefined;
  // What is missing here, the hooks fill in before any test runs.
  const here = {} as BentBucket;
  Object.assign(here, {
    logged: [],
    connect: () => connectBucket(here.tenant.owner, { name: "Media", location: s3Location, secret: s3Secret }),
    fill(count: number, name = (n: number) => `photos/${String(n).padStart(6, "0")}.jpg`) {
      for (let n = 0; n < count; n++) {
        const head = {
          etag: `etag-${n}`,
          sizeBytes: 10,
          lastModified: new Date(1_700_000_000_000 + n),
          contentType: null,
        };
        here.bucket.set(name(n), { bytes: new Uint8Array(10), head });
      }
    },
  } satisfies Partial<BentBucket>);
  // Whatever a test makes of `get` and `put` holds for files too.
  const bent = (store: Store): Store => {
    const made = here.bend(store);
    return { ...made, ...fileCalls(made) };
  };
  beforeAll(async () => {
    db = await testDatabase();
    const real = makeOpenStore({ allowPrivateEndpoints: true, fsRoots: [tmpdir()] });
    here.wiring = testWiring(db, {
      log: { event: (...parts) => void here.logged.push(JSON.stringify(parts)) },
      ports: {
        openStore: (where, keys, onWire) =>
          where.kind === "fs" ? real(where, keys, onWire) : bent(openMemStore({ bucket: here.bucket, onWire })),
        jobs: { send: async (events) => void here.sent.push(...events) },
      },
    });
  });
  afterAll(async () => {
    await here.wiring?.close();
    await db?.close();
  });
  beforeEach(async () => {
    here.tenant = await makeTenant(here.wiring);
    here.bucket = new Map();
    here.bend = (store) => store;
    here.sent = [];
  });
  return here;
}
