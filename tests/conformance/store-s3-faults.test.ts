import type { lookup as systemLookup } from "node:dns";
import { createServer } from "node:net";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { makeOpenStore } from "../../lib/adapters/store/open-store.ts";
import type { Fault } from "../../lib/kernel/fault.ts";
import type { BucketLocation, OnWire, Store, WireEvent } from "../../lib/ports/store.ts";
import { type FaultProxy, startFaultProxy } from "../support/fault-proxy.ts";
import { findS3, makeS3Bucket } from "./s3-under-test.ts";

const openStore = makeOpenStore({ allowPrivateEndpoints: true, fsRoots: [] });
const secret = { accessKeyId: "key", secretAccessKey: "secret" };
const bytes = new Uint8Array(20_000).fill(7);
const ifAbsent = { contentType: "image/jpeg", when: { kind: "if-absent" } } as const;

function fakeLookup(error: Error | null, addresses: { address: string; family: number }[]): typeof systemLookup {
  const lookup = (_name: string, _options: unknown, done: (...answer: unknown[]) => void) => done(error, addresses);
  return lookup as unknown as typeof systemLookup;
}

function open(endpoint: string, bucket = "bucket", keys = secret, onWire?: OnWire): Store {
  const location: BucketLocation = { kind: "s3", bucket, region: "us-east-1", endpoint, pathStyle: true };
  return openStore(location, keys, onWire);
}

describe("a store that fails on the wire", () => {
  let proxy: FaultProxy;
  let store: Store;
  const events: WireEvent[] = [];
  beforeAll(async () => {
    proxy = await startFaultProxy(null);
    store = open(proxy.endpoint, "bucket", secret, (event) => events.push(event));
  });
  afterEach(() => {
    events.length = 0;
    proxy.seen.length = 0;
  });
  afterAll(async () => {
    await proxy.close();
    await store.close();
  });

  test("SlowDown may be tried again after a while, and is not retried inside", async () => {
    proxy.spoil({ kind: "answer", status: 503, code: "SlowDown" });
    await expect(store.list({})).rejects.toMatchObject({ code: "upstream", retryAfterMs: 1_000 });
    expect(proxy.seen).toHaveLength(1);
    expect(events).toMatchObject([{ kind: "list", ok: false }]);
  });

  test("the store's own Retry-After decides the wait", async () => {
    proxy.spoil({ kind: "answer", status: 503, code: "ServiceUnavailable", headers: { "retry-after": "7" } });
    await expect(store.get("x")).rejects.toMatchObject({ code: "upstream", retryAfterMs: 7_000 });
  });

  test("a conflict of conditional writes may be tried again, and is no failed condition", async () => {
    proxy.spoil({ kind: "answer", status: 409, code: "ConditionalRequestConflict" });
    await expect(store.put("x", bytes, ifAbsent)).rejects.toMatchObject({ code: "upstream" });
    expect(events).toMatchObject([{ kind: "put", bytesOut: 20_000, ok: false }]);
  });

  test("a store whose clock is another is asked again by its own, and from then on at once", async () => {
    const stores = new Date(Date.now() - 5 * 3_600_000).toUTCString();
    proxy.spoil(
      { kind: "answer", status: 403, code: "RequestTimeTooSkewed", headers: { date: stores } },
      { kind: "answer", status: 200, code: "", headers: { date: stores } },
      { kind: "answer", status: 403, code: "AccessDenied", headers: { date: stores } },
    );
    await expect(store.get("x")).resolves.toMatchObject({ kind: "found" });
    expect(events.map(({ ok }) => ok)).toEqual([false, true]);
    await expect(store.get("x")).rejects.toMatchObject({ code: "forbidden" });
    expect(proxy.seen).toHaveLength(3);
    // Two that were sent together: the second refusal comes when the clock is set already.
    const skewed = { kind: "answer", status: 403, code: "RequestTimeTooSkewed" } as const;
    const found = { kind: "answer", status: 200, code: "" } as const;
    proxy.spoil(skewed, skewed, found, found);
    const both = await Promise.all([store.get("x"), store.get("y")]);
    expect(both.map(({ kind }) => kind)).toEqual(["found", "found"]);
    proxy.spoil({ ...skewed, headers: { date: stores } }, { ...found, headers: { date: stores } });
    await store.get("x");
    // Back to the clock that both have in the tests that follow.
    proxy.spoil(
      { kind: "answer", status: 403, code: "RequestTimeTooSkewed" },
      { kind: "answer", status: 404, code: "NoSuchKey" },
    );
    await expect(store.get("x")).resolves.toEqual({ kind: "gone" });
  });

  test.each([
    [503, "SlowDown"],
    [503, "ServiceUnavailable"],
    [503, "SomethingElse"],
    [429, "TooManyRequests"],
    [429, "SomethingElse"],
    [400, "RequestLimitExceeded"],
    [400, "Throttling"],
  ])("%i %s is a wish to be asked less, on a read, a write and a look", async (status, code) => {
    const wish = { kind: "answer", status, code } as const;
    const slow = { code: "upstream", retryAfterMs: 1_000, details: { what: "slow_down" } };
    proxy.spoil(wish, wish);
    await expect(store.get("x")).rejects.toMatchObject(slow);
    await expect(store.put("x", bytes, ifAbsent)).rejects.toMatchObject(slow);
    // A HEAD has no body, so that its status alone tells.
    if (status !== 400) {
      proxy.spoil(wish);
      await expect(store.head("x")).rejects.toMatchObject(slow);
    }
    expect(events.every(({ ok }) => !ok)).toBe(true);
    expect(events).toHaveLength(proxy.seen.length);
  });

  test.each([
    [500, "InternalError"],
    [502, "BadGateway"],
    [504, "GatewayTimeout"],
    [408, "RequestTimeout"],
    [409, "OperationAborted"],
  ])("%i %s may be tried again, and is no wish to be asked less", async (status, code) => {
    proxy.spoil({ kind: "answer", status, code });
    const refused: Fault = await store.put("x", bytes, ifAbsent).then(
      () => Promise.reject(new Error("It was taken.")),
      (thrown) => thrown,
    );
    expect(refused).toMatchObject({ code: "upstream", message: /again/ });
    expect(refused.details?.what).toBeUndefined();
    expect(proxy.seen).toHaveLength(1);
  });

  test.each([
    [403, "AccessDenied", "forbidden", /permission/],
    [403, "InvalidAccessKeyId", "forbidden", /access key id/],
    [403, "SignatureDoesNotMatch", "forbidden", /secret access key/],
    [403, "RequestTimeTooSkewed", "forbidden", /clock/],
    [400, "ExpiredToken", "forbidden", /expired/],
    [403, "SomethingNew", "forbidden", /SomethingNew/],
    [404, "NoSuchBucket", "invalid", /no bucket/],
    [404, "NotAStore", "invalid", /NotAStore/],
    [403, "InvalidObjectState", "precondition", /archived/],
    [500, "InternalError", "upstream", /again/],
    [429, "TooManyRequests", "upstream", /again/],
    [400, "RequestTimeout", "upstream", /again/],
    [400, "InvalidArgument", "invalid", /InvalidArgument/],
  ] as const)("%i %s is the Fault %s with a sentence of use", async (status, code, faultCode, message) => {
    proxy.spoil({ kind: "answer", status, code });
    await expect(store.get("x")).rejects.toMatchObject({ code: faultCode, message });
  });

  test("a bucket in another region is invalid, with the region to use, and the redirect is not followed", async () => {
    const headers = { location: "http://169.254.169.254/", "x-amz-bucket-region": "eu-west-3" };
    proxy.spoil({ kind: "answer", status: 301, code: "PermanentRedirect", headers });
    await expect(store.get("x")).rejects.toMatchObject({ code: "invalid", message: /eu-west-3/ });
    const extra = "<Region>eu-north-1</Region>";
    proxy.spoil({ kind: "answer", status: 400, code: "AuthorizationHeaderMalformed", extra });
    await expect(store.list({})).rejects.toMatchObject({ code: "invalid", message: /eu-north-1/ });
    proxy.spoil({ kind: "answer", status: 400, code: "", headers: { "x-amz-bucket-region": "eu-west-3" } });
    await expect(store.head("x")).rejects.toMatchObject({ code: "invalid", message: /eu-west-3/ });
    expect(proxy.seen).toHaveLength(3);
  });

  test("a reset, and a body that breaks off, may be tried again", async () => {
    proxy.spoil({ kind: "reset" });
    await expect(store.get("x")).rejects.toMatchObject({ code: "upstream" });
    expect(events).toMatchObject([{ kind: "get", ok: false }]);
  });

  test("a signal that ends while nothing is answered stops the call", async () => {
    proxy.spoil({ kind: "hang" });
    const stop = new AbortController();
    const call = store.put("x", bytes, { ...ifAbsent, signal: stop.signal });
    while (proxy.seen.length === 0) await new Promise((turn) => setImmediate(turn));
    stop.abort(new Error("deadline"));
    await expect(call).rejects.toMatchObject({ code: "upstream" });
  });

  test("a connection that nobody takes is upstream", async () => {
    const taken = createServer();
    await new Promise<void>((done) => taken.listen(0, "127.0.0.1", done));
    const { port } = taken.address() as { port: number };
    await new Promise((done) => taken.close(done));
    const nobody = open(`http://127.0.0.1:${port}`);
    await expect(nobody.list({})).rejects.toMatchObject({ code: "upstream" });
    await nobody.close();
  });

  test("a bucket with a host of its own is asked there, its key as the path", async () => {
    const { port } = new URL(proxy.endpoint);
    const here = fakeLookup(null, [{ address: "127.0.0.1", family: 4 }]);
    const named = makeOpenStore({ allowPrivateEndpoints: true, fsRoots: [], lookup: here });
    const endpoint = `http://s3.example:${port}`;
    const own = named({ kind: "s3", bucket: "media", region: "us-east-1", endpoint, pathStyle: false }, secret);
    proxy.spoil({ kind: "answer", status: 404, code: "NoSuchKey" });
    expect(await own.get("a//ü b.jpg")).toEqual({ kind: "gone" });
    expect(proxy.seen).toEqual([`GET media.s3.example:${port}/a//%C3%BC%20b.jpg`]);
    await own.close();
  });

  test("an endpoint whose name does not exist is invalid, and one that the DNS cannot look up now is upstream", async () => {
    for (const [failure, code] of [
      ["ENOTFOUND", "invalid"],
      ["EAI_AGAIN", "upstream"],
    ] as const) {
      const failing = fakeLookup(Object.assign(new Error(failure), { code: failure }), []);
      const named = makeOpenStore({ allowPrivateEndpoints: false, fsRoots: [], lookup: failing });
      const location = { kind: "r2", bucket: "media", accountId: "0abc", endpoint: null } as const;
      const nowhere = named(location, secret);
      await expect(nowhere.head("x")).rejects.toMatchObject({ code });
      await nowhere.close();
    }
  });

  test("an answer that is no listing is upstream, not an empty bucket", async () => {
    proxy.spoil({ kind: "answer", status: 200, code: "NotAnError" });
    await expect(store.list({})).rejects.toMatchObject({ code: "upstream" });
  });

  test("a bucket whose every question is refused describes itself as unknown", async () => {
    const refused = { kind: "answer", status: 403, code: "AccessDenied" } as const;
    proxy.spoil(refused, refused, refused, refused, refused);
    const unknown = { region: "unknown", versioning: "unknown", publicAccess: "unknown", inventories: "unknown" };
    expect(await store.describe()).toEqual(unknown);
  });
});

const found = await findS3();
describe.skipIf("missing" in found)("a real store behind a broken wire", () => {
  test("a write whose answer was lost is a Fault, has happened all the same, and is met by the next try", async () => {
    if ("missing" in found) return;
    const { bucket, remove } = await makeS3Bucket(found);
    const proxy = await startFaultProxy(found.endpoint);
    const store = open(proxy.endpoint, bucket, found);
    proxy.spoil({ kind: "lose-answer" });
    await expect(store.put("lost.jpg", bytes, ifAbsent)).rejects.toMatchObject({ code: "upstream" });
    expect(await store.put("lost.jpg", bytes, ifAbsent)).toEqual({ kind: "condition-failed" });
    const got = await store.get("lost.jpg");
    expect(got.kind === "found" && Buffer.compare(got.bytes, bytes)).toBe(0);
    proxy.spoil({ kind: "cut-answer" });
    await expect(store.get("lost.jpg")).rejects.toMatchObject({ code: "upstream" });
    expect((await store.get("lost.jpg")).kind).toBe("found");
    await store.close();
    await proxy.close();
    await remove();
  });
});
