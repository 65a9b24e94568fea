import { asFault } from "../kernel/fault.ts";
import type { BucketFacts, ListedObject, Store } from "../ports/store.ts";
import { type Finding, grantProbeOf } from "./grant-probe-of.ts";
import { type Capabilities, type Grant, grants } from "./schema.ts";

/** Where probes write, below the bucket's root. Inventories leave it out. */
export const probePrefix = ".c2c-probe/";

/**
 * Tries list, get, put and conditional put, each by itself, and says what came of it; never throws for what a store
 * answers. Writes at most two tiny objects named by `token` below `.c2c-probe/`, and deletes them. No call lasts longer
 * than `timeoutMs`.
 */
export async function probeStore(
  store: Store,
  { token, timeoutMs }: { token: string; timeoutMs: number },
): Promise<Capabilities> {
  const limit = () => ({ signal: AbortSignal.timeout(timeoutMs) });
  const plainKey = `${probePrefix}${token}-plain`;
  const onceKey = `${probePrefix}${token}-once`;
  let seen: ListedObject[] = [];
  const list = await attempt(async () => {
    seen = (await store.list({ limit: 100, ...limit() })).objects;
    return { kind: "granted" };
  });
  const put = await attempt(async () => {
    await store.put(plainKey, probeBytes, { contentType: "text/plain", when: { kind: "always" }, ...limit() });
    return { kind: "granted" };
  });
  const get = await attempt(async () => {
    // Of a missing object, a store tells only whoever may read: so any answer but a Fault is a grant.
    const known = put.kind === "granted" ? undefined : smallest(seen);
    await store.get(known?.key ?? plainKey, { bytesMax: known?.sizeBytes ?? probeBytes.byteLength, ...limit() });
    return { kind: "granted" };
  });
  const once = put.kind === "granted" ? await attempt(() => putOnce(store, onceKey, limit), refusedOr) : notTried;
  const left = put.kind === "granted" ? await removeProbes(store, [plainKey, onceKey]) : [];
  if (put.kind === "granted" && left.length > 0)
    put.note = `What the probe wrote could not be deleted and stays below ${probePrefix}; inventories leave it out.`;

  const found: Record<Grant, Finding> = { list, get, put, conditional_put: once };
  const probes = grants.map((grant) => grantProbeOf(grant, found[grant], store.kind));
  const ok = (grant: Grant) => found[grant].kind === "granted";
  return {
    grants: probes,
    ready: ok("list") && ok("get"),
    signable: grants.every(ok),
    facts: list.kind === "granted" ? await factsOf(store, limit()) : nothingKnown,
  };
}

const probeBytes = new TextEncoder().encode("A probe of what these credentials may do. It can be deleted.\n");
const notTried: Finding = { kind: "not_tried", because: "objects cannot be written at all." };
const nothingKnown: BucketFacts = {
  region: "unknown",
  versioning: "unknown",
  publicAccess: "unknown",
  inventories: "unknown",
};

async function attempt(
  work: () => Promise<Finding>,
  onFault: (finding: Finding) => Finding = (finding) => finding,
): Promise<Finding> {
  try {
    return await work();
  } catch (thrown) {
    return onFault({ kind: "fault", fault: asFault(thrown) });
  }
}

/** The first put must be taken and the second turned away. */
async function putOnce(store: Store, key: string, limit: () => { signal: AbortSignal }): Promise<Finding> {
  const write = () =>
    store.put(key, probeBytes, { contentType: "text/plain", when: { kind: "if-absent" }, ...limit() });
  const first = await write();
  // A fresh name that is taken already: the store answers every condition with no.
  if (first.kind !== "written") return { kind: "refused" };
  return (await write()).kind === "written" ? { kind: "ignored" } : { kind: "granted" };
}

/** A plain put went through just before, so a store that finds fault with the conditional one does not know conditions. */
function refusedOr(finding: Finding): Finding {
  if (finding.kind !== "fault") return finding;
  const unknown = finding.fault.code === "invalid" || finding.fault.details?.status === 501;
  return unknown ? { kind: "refused" } : finding;
}

/** The cheapest object to read that is not archived. */
function smallest(objects: ListedObject[]): ListedObject | undefined {
  const readable = objects.filter(
    ({ storageClass }) => !/GLACIER|ARCHIVE/.test(storageClass) || storageClass === "GLACIER_IR",
  );
  return readable.toSorted((a, b) => a.sizeBytes - b.sizeBytes)[0];
}

/** The keys that could not be deleted. */
async function removeProbes(store: Store, keys: string[]): Promise<string[]> {
  const ends = await Promise.allSettled(keys.map((key) => store.delete(key)));
  return keys.filter((_, index) => ends[index]?.status === "rejected");
}

async function factsOf(store: Store, limit: { signal: AbortSignal }): Promise<BucketFacts> {
  try {
    return await store.describe(limit);
  } catch {
    // Advice only: a store that will not tell costs nobody a connection.
    return nothingKnown;
  }
}
