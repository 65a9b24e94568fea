import { describe, expect, test } from "vitest";
import { type MemBucket, openMemStore } from "../../lib/adapters/store/mem.ts";
import { probeStore } from "../../lib/bucket/probe-store.ts";
import type { Capabilities } from "../../lib/bucket/schema.ts";
import { Fault } from "../../lib/kernel/fault.ts";
import type { Store } from "../../lib/ports/store.ts";

const probe = (store: Store) => probeStore(store, { token: "t", timeoutMs: 5_000 });
const codes = (found: Capabilities) => found.grants.map(({ code }) => code);
const fail = (fault: Fault) => async () => {
  throw fault;
};

describe("a probe", () => {
  test("of a bucket that grants everything leaves nothing behind", async () => {
    const bucket: MemBucket = new Map();
    const found = await probe(openMemStore({ bucket }));
    expect(codes(found)).toEqual(["granted", "granted", "granted", "granted"]);
    expect(found).toMatchObject({ ready: true, signable: true });
    expect(bucket.size).toBe(0);
  });

  test("with wrong keys tells the store's reason and gives no advice on permissions", async () => {
    const wrong = fail(
      new Fault("forbidden", "The access key id is not known.", { details: { s3Code: "InvalidAccessKeyId" } }),
    );
    const found = await probe({ ...openMemStore(), kind: "s3", list: wrong, get: wrong, put: wrong });
    expect(codes(found)).toEqual(["forbidden", "forbidden", "forbidden", "not_tried"]);
    expect(found.grants[0]?.sentence).toBe("The bucket cannot be listed. The access key id is not known.");
    expect(found).toMatchObject({ ready: false, signable: false });
  });

  test("names the permission that is missing", async () => {
    const denied = fail(
      new Fault("forbidden", "The credentials may not do this.", { details: { s3Code: "AccessDenied" } }),
    );
    const found = await probe({ ...openMemStore(), kind: "s3", put: denied });
    expect(codes(found)).toEqual(["granted", "granted", "forbidden", "not_tried"]);
    expect(found.grants[2]?.sentence).toContain("s3:PutObject");
    expect(found).toMatchObject({ ready: true, signable: false });
  });

  test("notices a store that ignores conditional puts", async () => {
    const mem = openMemStore();
    const found = await probe({
      ...mem,
      put: (key, bytes, options) => mem.put(key, bytes, { ...options, when: { kind: "always" } }),
    });
    expect(codes(found)).toEqual(["granted", "granted", "granted", "ignored"]);
    expect(found.signable).toBe(false);
  });

  test.each([
    new Fault("upstream", "The store could not answer just now (NotImplemented).", { details: { status: 501 } }),
    new Fault("invalid", "The store refused the request (InvalidArgument).", { details: { status: 400 } }),
  ])("notices a store that refuses conditional puts: $message", async (fault) => {
    const mem = openMemStore();
    const put: Store["put"] = async (key, bytes, options) => {
      if (options.when.kind !== "always") throw fault;
      return mem.put(key, bytes, options);
    };
    expect(codes(await probe({ ...mem, put }))[3]).toBe("refused");
  });

  test("says so where what it wrote cannot be deleted", async () => {
    const found = await probe({ ...openMemStore(), delete: fail(new Fault("forbidden", "no")) });
    expect(found.grants[2]).toMatchObject({ ok: true, sentence: expect.stringContaining(".c2c-probe/") });
  });

  test("reads an object that is there where it may not write", async () => {
    const mem = openMemStore();
    await mem.put("big", new Uint8Array(100), { contentType: "a/b", when: { kind: "always" } });
    await mem.put("small", new Uint8Array(1), { contentType: "a/b", when: { kind: "always" } });
    const read: string[] = [];
    await probe({
      ...mem,
      put: fail(new Fault("forbidden", "no")),
      get: (key, options) => {
        read.push(key);
        return mem.get(key, options);
      },
    });
    expect(read).toEqual(["small"]);
  });
});
