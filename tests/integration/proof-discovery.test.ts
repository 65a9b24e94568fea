import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { makeWeb } from "../../lib/adapters/net/web.ts";
import { asFault } from "../../lib/kernel/fault.ts";
import { inspectProof } from "../../lib/proof/inspect.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type Loopback, serveLoopback } from "../support/loopback-server.ts";
import { picture } from "../support/picture-folder.ts";
import { openSigningBench, type SigningBench, sharedMedia } from "../support/signing.ts";
import { anonymousCtx, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let wiring: Wiring;
let bench: SigningBench;
let server: Loopback;
let plain: Uint8Array;
let store: Uint8Array;
let embedded: Uint8Array;
/** What the server has, by path; a function answers by itself. */
const there = new Map<string, { bytes: Uint8Array; type?: string; link?: string; redirect?: string }>();

beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db);
  bench = await openSigningBench();
  plain = Uint8Array.from(await picture(1));
  store = (await bench.sign(plain, "image/jpeg", "remote")).output;
  embedded = (await bench.sign(plain, "image/jpeg", "embed")).output;
  server = await serveLoopback((request, response) => {
    const found = there.get((request.url ?? "").split("?")[0] ?? "");
    if (!found) return void response.writeHead(404).end();
    if (found.redirect) return void response.writeHead(302, { location: found.redirect }).end();
    response.writeHead(200, {
      "content-type": found.type ?? "image/jpeg",
      ...(found.link ? { link: found.link } : {}),
    });
    response.end(found.bytes);
  });
}, 60_000);
afterAll(async () => {
  await server?.close();
  await bench?.close();
  await wiring?.close();
  await db?.close();
});

const lookAt = (path: string, more: { fetch?: boolean } = {}) =>
  inspectProof(anonymousCtx(wiring), { url: `${server.origin}${path}`, ...more });

test("a Link header leads to the manifest store, whatever lies on the same path", async () => {
  there.set("/link/a.jpg", { bytes: plain, link: '</style.css>; rel=preload, <../m/1.c2pa>; rel="c2pa-manifest"' });
  there.set("/m/1.c2pa", { bytes: store, type: "application/c2pa" });
  there.set("/link/a.c2pa", { bytes: Buffer.from("another") });
  const found = await lookAt("/link/a.jpg?w=1");
  expect(found).toMatchObject({ state: "Valid", name: "a.jpg", address: `${server.origin}/link/a.jpg?w=1` });
  expect(found.manifest).toMatchObject({ where: "link", url: `${server.origin}/m/1.c2pa` });
  expect(found.manifest.tried.map(({ place, result }) => [place, result])).toEqual([
    ["embedded", "nothing"],
    ["link", "found"],
  ]);
  expect(found.score.total).toBe(75);
  expect(found.activeManifest?.chain).toHaveLength(2);
  expect(found.sentences.join(" ")).toContain("Fetched for a manifest store: 1 address");
});

test("without a header the same path is asked, and a store without its type is known by its bytes", async () => {
  there.set("/same/b.jpg", { bytes: plain });
  there.set("/same/b.jpg.c2pa", { bytes: store, type: "application/octet-stream" });
  const found = await lookAt("/same/b.jpg");
  expect(found.manifest).toMatchObject({ where: "same-path", url: `${server.origin}/same/b.jpg.c2pa` });
  expect(found.manifest.tried.map(({ place, result }) => [place, result])).toEqual([
    ["embedded", "nothing"],
    ["same-path", "nothing"],
    ["same-path", "found"],
  ]);
});

test("a header that leads nowhere, to a page or to a store that cannot be read is told, and the next place is asked", async () => {
  there.set("/bad/c.jpg", {
    bytes: plain,
    link: "</gone>; rel=c2pa-manifest, </bad/page>; rel=c2pa-manifest, </bad/cut>; rel=c2pa-manifest",
  });
  there.set("/bad/page", { bytes: Buffer.from("<html>"), type: "text/html" });
  there.set("/bad/cut", { bytes: store.subarray(0, 200), type: "application/c2pa" });
  there.set("/bad/c.c2pa", { bytes: store, type: "application/c2pa" });
  const found = await lookAt("/bad/c.jpg");
  expect(found.manifest.where).toBe("same-path");
  expect(found.manifest.tried.slice(1).map(({ result }) => result)).toEqual([
    "nothing",
    "nothing",
    "unreadable",
    "found",
  ]);
});

test("an embedded manifest is the one described, and what the file names is compared with it", async () => {
  there.set("/both/d.jpg", { bytes: embedded, link: "</m/1.c2pa>; rel=c2pa-manifest" });
  const other = await lookAt("/both/d.jpg");
  expect(other.manifest).toMatchObject({ where: "embedded", copy: { matches: false } });
  const storeOfIt = await bench.sign(embedded, "image/jpeg", "remote");
  there.set("/m/2.c2pa", { bytes: storeOfIt.output, type: "application/c2pa" });
  there.set("/both/d.c2pa", { bytes: store, type: "application/c2pa" });
  there.set("/both/e.jpg", { bytes: embedded });
  const alone = await lookAt("/both/e.jpg");
  expect(alone.manifest).toMatchObject({ where: "embedded", copy: null });
  expect(alone.manifest.tried).toHaveLength(1);
});

test("nothing is asked for a file's own address when fetching is declined", async () => {
  there.set("/quiet/f.jpg", { bytes: plain, link: "</m/1.c2pa>; rel=c2pa-manifest" });
  const before = server.asked.length;
  const found = await lookAt("/quiet/f.jpg", { fetch: false });
  expect(found.manifest).toMatchObject({ where: "none", links: [`${server.origin}/m/1.c2pa`] });
  expect(server.asked.slice(before)).toEqual(["/quiet/f.jpg"]);
});

test("an upload's XMP is followed only when that is asked for", async () => {
  const packet = `<x:xmpmeta dcterms:provenance="${server.origin}/m/3.c2pa"/>`;
  const body = Buffer.concat([Buffer.from("http://ns.adobe.com/xap/1.0/\0"), Buffer.from(packet)]);
  const head = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 0xff]);
  const named = Buffer.concat([plain.subarray(0, 2), head, body, plain.subarray(2)]);
  there.set("/m/3.c2pa", { bytes: (await bench.sign(named, "image/jpeg", "remote")).output, type: "application/c2pa" });
  const upload = (fetch?: boolean) =>
    wiring.ports.scratch.within(async (folder) => {
      const path = join(folder, "file");
      await wiring.ports.scratch.write(path, named);
      return inspectProof(anonymousCtx(wiring), { path, name: "g.jpg", ...(fetch === undefined ? {} : { fetch }) });
    });
  const before = server.asked.length;
  expect((await upload()).manifest).toMatchObject({ where: "none", provenance: `${server.origin}/m/3.c2pa` });
  expect(server.asked.length).toBe(before);
  const found = await upload(true);
  expect(found.manifest).toMatchObject({ where: "provenance", url: `${server.origin}/m/3.c2pa` });
  expect(found.score.checks.slice(3).map(({ passed }) => passed)).toEqual([true, true, true]);
});

test("a redirect is followed, three at most, and never to where the guard says no", async () => {
  there.set("/r/0", { bytes: plain });
  for (let at = 1; at <= 4; at++) there.set(`/r/${at}`, { bytes: plain, redirect: `/r/${at - 1}` });
  expect((await lookAt("/r/3")).address).toBe(`${server.origin}/r/0`);
  await expect(lookAt("/r/4")).rejects.toThrow(/without end/);
  there.set("/r/file", { bytes: plain, redirect: "file:///etc/passwd" });
  expect(asFault(await lookAt("/r/file").catch((thrown) => thrown)).details?.errorCode).toBe("VALIDATION_FAILED");
});

test("where private networks are not allowed, none of them is asked, by number or by name", async () => {
  const web = makeWeb({
    allowPrivate: false,
    lookup: ((_: string, __: object, callback: (error: null, found: object[]) => void) =>
      callback(null, [{ address: "127.0.0.1", family: 4 }])) as never,
  });
  const { port } = new URL(server.origin);
  for (const url of [
    server.origin,
    "http://127.0.0.1/",
    "http://[::1]/",
    "http://169.254.169.254/latest/meta-data",
    "http://inside.example.test/",
    `http://inside.example.test:${port}/`,
    "http://user:secret@example.test/",
  ]) {
    const fault = asFault(await web.send({ url, bytesMax: 1_000, timeoutMs: 2_000 }).catch((thrown) => thrown));
    expect([fault.code, fault.details?.what, url]).toEqual(["invalid", "address", url]);
  }
});

test("an answer that is too long is stopped, whatever its length says", async () => {
  const big = await serveLoopback((_, response) => {
    response.writeHead(200, { "content-type": "image/jpeg" });
    const more = () => {
      while (response.write(Buffer.alloc(65_536)));
      response.once("drain", more);
    };
    more();
  });
  try {
    const web = makeWeb({ allowPrivate: true });
    const fault = asFault(
      await web.send({ url: big.origin, bytesMax: 100_000, timeoutMs: 5_000 }).catch((thrown) => thrown),
    );
    expect([fault.code, fault.details?.what]).toEqual(["limit", "bytes"]);
  } finally {
    await big.close();
  }
});

const corpus: [string, string, string][] = [
  ["adobe-20220124-CA.jpg", "Valid", ""],
  ["adobe-20220124-CACA.jpg", "Valid", ""],
  ["adobe-20220124-E-dat-CA.jpg", "Well-Formed", "hard binding"],
  ["adobe-20220124-XCA.jpg", "Well-Formed", "hard binding"],
  ["adobe-20220124-E-sig-CA.jpg", "Well-Formed", "signature"],
  ["adobe-20220124-E-uri-CA.jpg", "Well-Formed", ""],
  ["adobe-20220124-E-clm-CAICAI.jpg", "Invalid", "ingredients"],
  ["nikon-20221019-building.jpeg", "Well-Formed", "dates"],
];
for (const [name, state, failed] of corpus) {
  const path = join(sharedMedia, "signed", name);
  test.skipIf(!existsSync(path))(`${name}, which others signed, is ${state}`, async () => {
    there.set(`/corpus/${name}`, { bytes: await readFile(path) });
    const found = await lookAt(`/corpus/${name}`, { fetch: false });
    expect(found.state).toBe(state);
    const failures = found.checks.filter((check) => check.result === "failed").map((check) => check.name);
    // Without an anchor there is none that the chain could lead to.
    expect(failures).not.toContain("chain");
    if (failed) expect(failures).toContain(failed);
    expect(found.activeManifest?.chain.length).toBeGreaterThan(0);
    if (name.includes("CACA")) expect(found.activeManifest?.ingredients.map(({ depth }) => depth)).toEqual([0, 1]);
  });
}
