import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { openMemStore } from "../../lib/adapters/store/mem.ts";
import { makeOpenStore } from "../../lib/adapters/store/open-store.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { isTooLong, tooLong } from "../../lib/kernel/too-long.ts";
import type { SignedBody } from "../../lib/receipt/schema.ts";
import { outcomeOfFault } from "../../lib/run/outcome-of-fault.ts";
import { swapSidecar } from "../../lib/stamp-debt/swap-sidecar.ts";
import { serveLoopback } from "../support/loopback-server.ts";

const piece = Buffer.alloc(1 << 20, 7);

test("an endpoint that sends without end under the listed ETag is cut off at the listed size", async () => {
  let sent = 0;
  const endless = await serveLoopback(async (_, response) => {
    response.writeHead(200, { etag: '"e"', "last-modified": new Date(0).toUTCString() });
    while (!response.destroyed && sent < 200 << 20) {
      sent += piece.byteLength;
      if (!response.write(piece)) await new Promise((turn) => response.once("drain", turn).once("close", turn));
    }
    response.end();
  });
  const folder = await mkdtemp(join(tmpdir(), "c2c-too-long-"));
  const location = {
    kind: "s3",
    bucket: "media",
    region: "us-east-1",
    endpoint: endless.origin,
    pathStyle: true,
  } as const;
  const secret = { accessKeyId: "key", secretAccessKey: "secret" };
  const store = makeOpenStore({ allowPrivateEndpoints: true, fsRoots: [] })(location, secret);
  const path = join(folder, "asset");
  await expect(store.download("x", path, { ifMatch: "e", bytesMax: 1000 })).rejects.toSatisfy(isTooLong);
  expect((await stat(path)).size).toBeLessThanOrEqual(1000);
  await expect(store.get("x", { ifMatch: "e", bytesMax: 1000 })).rejects.toSatisfy(isTooLong);
  expect(sent).toBeLessThan(200 << 20);
  await store.close();
  await endless.close();
  await rm(folder, { recursive: true });
});

test("a download whose file cannot be made gives its connection back, so that the store can be closed", async () => {
  const long = await serveLoopback((_, response) => {
    response.writeHead(200, { etag: '"e"', "content-length": 12 << 20 });
    response.end(Buffer.alloc(12 << 20));
  });
  const location = {
    kind: "s3",
    bucket: "media",
    region: "us-east-1",
    endpoint: long.origin,
    pathStyle: true,
  } as const;
  const store = makeOpenStore({ allowPrivateEndpoints: true, fsRoots: [] })(location, {
    accessKeyId: "key",
    secretAccessKey: "secret",
  });
  await expect(store.download("x", "/nowhere/at/all")).rejects.toThrow();
  await store.close();
  await long.close();
});

test("an object longer than inventoried has changed, and what is longer than anything written here is not ours", () => {
  const fault = tooLong("a.jpg", 10);
  expect(outcomeOfFault(fault, "reading")).toMatchObject({ why: "object_changed", retriable: false });
  expect(outcomeOfFault(fault, "writing")).toMatchObject({ why: "stored_differs", retriable: false });
});

test("something long in a sidecar's place is somebody's, and is neither read nor replaced", async () => {
  let bytesIn = 0;
  const store = openMemStore({ onWire: (event) => (bytesIn += event.bytesIn) });
  const bytes = Buffer.from("with its token");
  const body = { sidecar: { key: "a.c2pa", state: "written" }, stored: { sha256: sha256Hex(bytes) } };
  await store.put("a.c2pa", piece, { contentType: "application/c2pa", when: { kind: "always" } });
  const swapped = await swapSidecar(store, body as SignedBody, bytes, AbortSignal.timeout(10_000));
  expect(swapped).toEqual({ key: "a.c2pa", state: "taken" });
  expect(bytesIn).toBe(0);
  expect((await store.head("a.c2pa"))?.sizeBytes).toBe(piece.byteLength);
});
