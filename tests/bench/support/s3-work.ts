import { createHash, randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { makeOpenStore } from "../../../lib/adapters/store/open-store.ts";
import type { BucketLocation, BucketSecret, Store } from "../../../lib/ports/store.ts";
import { findS3, makeS3Bucket } from "../../conformance/s3-under-test.ts";
import { type Measured, measure } from "./measure.ts";

export interface S3Bench {
  location: BucketLocation;
  secret: BucketSecret;
  remove(): Promise<void>;
}
const atOnce = 16;
const manifestBytes = 6_500;

/** The files as objects of a new bucket on the S3-compatible server that tests use. */
export async function s3Filled(paths: string[]): Promise<S3Bench | { missing: string }> {
  const server = await findS3();
  if ("missing" in server) return server;
  const { endpoint, accessKeyId, secretAccessKey } = server;
  const { bucket, remove } = await makeS3Bucket(server);
  const location = { kind: "s3", bucket, region: "us-east-1", endpoint, pathStyle: true } as const;
  const bench = { location, secret: { accessKeyId, secretAccessKey }, remove };
  const store = openStore(bench);
  const options = { contentType: "image/jpeg", when: { kind: "always" } } as const;
  await overAll(paths, async (path) => store.put(basename(path), await readFile(path), options));
  await store.close();
  return bench;
}

/** The calls that a run makes for each asset (GET, conditional PUT, GET, HEAD), and a hash of the asset; nothing else. */
export async function s3Calls(bench: S3Bench, paths: string[]): Promise<Measured> {
  const store = openStore(bench);
  const manifest = randomBytes(manifestBytes);
  try {
    return await measure(paths.length, () =>
      overAll(paths, async (path) => {
        const key = basename(path);
        const found = await store.get(key);
        if (found.kind === "found") createHash("sha256").update(found.bytes).digest();
        const options = { contentType: "application/c2pa", when: { kind: "if-absent" } } as const;
        await store.put(`bare/${key}.c2pa`, manifest, options);
        await store.get(`bare/${key}.c2pa`);
        await store.head(key);
      }),
    );
  } finally {
    for (const path of paths) await store.delete(`bare/${basename(path)}.c2pa`);
    await store.close();
  }
}

function openStore({ location, secret }: S3Bench): Store {
  return makeOpenStore({ allowPrivateEndpoints: true, fsRoots: null })(location, secret);
}

async function overAll(paths: string[], work: (path: string) => Promise<unknown>): Promise<void> {
  let next = 0;
  const worker = async () => {
    for (let n = next++; n < paths.length; n = next++) await work(paths[n] as string);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}
