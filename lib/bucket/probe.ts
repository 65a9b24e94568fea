import { randomBytes } from "node:crypto";
import { asFault } from "../kernel/fault.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { verb } from "../ports/ctx.ts";
import type { Store } from "../ports/store.ts";
import { probeStore } from "./probe-store.ts";
import { plainLocation, refuseTakenFolder } from "./refuse-taken-folder.ts";
import { type BucketAccess, bucketAccess, type Capabilities, capabilities } from "./schema.ts";

export const probeBucket = verb({
  name: "bucket.probe",
  summary: "Try what credentials may do in a bucket: list, get, put and conditional put; nothing is saved",
  scope: "bucket.manage",
  input: bucketAccess,
  output: capabilities,
  run: probeAccess,
});

/**
 * Opens the store, probes it and closes it again. Throws Fault `invalid` for a location that can never work, `conflict` for
 * another workspace's folder.
 */
export async function probeAccess(ctx: TenantCtx, { location: given, secret }: BucketAccess): Promise<Capabilities> {
  const location = plainLocation(given);
  await ctx.read((tx) => refuseTakenFolder(ctx, tx, location));
  return probeAndClose(ctx.ports.openStore(location, secret));
}

export async function probeAndClose(store: Store): Promise<Capabilities> {
  try {
    return await probeStore(store, { token: randomBytes(12).toString("hex"), timeoutMs: 10_000 });
  } catch (thrown) {
    throw asFault(thrown);
  } finally {
    await store.close();
  }
}
