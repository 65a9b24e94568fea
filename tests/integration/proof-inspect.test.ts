import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiBase, routesAt } from "../../lib/edge/api-table.ts";
import { setWiring } from "../../lib/edge/get-wiring.ts";
import { receiveUpload } from "../../lib/edge/receive-upload.ts";
import { asFault } from "../../lib/kernel/fault.ts";
import type { Ctx } from "../../lib/ports/ctx.ts";
import { inspectProof } from "../../lib/proof/inspect.ts";
import { ensureDevelopmentIdentity } from "../../lib/signer-identity/ensure-development.ts";
import { openSigner } from "../../lib/signer-identity/open-signer.ts";
import { createKey } from "../../lib/tenant/create-key.ts";
import { allowDevelopmentRoots } from "../../lib/trust/allow-development.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { picture } from "../support/picture-folder.ts";
import { openSigningBench, type SigningBench, sharedMedia } from "../support/signing.ts";
import { anonymousCtx, makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let wiring: Wiring;
let tenant: TestTenant;
let bench: SigningBench;
let plain: Uint8Array;
let signed: Uint8Array;

beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db);
  setWiring(wiring);
  tenant = await makeTenant(wiring);
  bench = await openSigningBench();
  plain = Uint8Array.from(await picture(1));
  const { id } = await ensureDevelopmentIdentity(tenant.owner, {});
  await allowDevelopmentRoots(tenant.owner, { allow: true });
  signed = (await bench.sign(plain, "image/jpeg", "embed", await openSigner(tenant.system, id))).output;
}, 60_000);
afterAll(async () => {
  setWiring(null);
  await bench?.close();
  await wiring?.close();
  await db?.close();
});

function inspect(ctx: Ctx, bytes: Uint8Array, manifest: Uint8Array | null = null, name = "a.jpg") {
  return ctx.ports.scratch.within(async (folder) => {
    const path = join(folder, "file");
    const manifestPath = manifest && join(folder, "manifest");
    await ctx.ports.scratch.write(path, bytes);
    if (manifest && manifestPath) await ctx.ports.scratch.write(manifestPath, manifest);
    return inspectProof(ctx, { path, name, manifestPath });
  });
}

const codesOf = (found: { codes: { code: string; kind: string }[] }) => found.codes.map(({ code }) => code);
const errorOf = (doing: Promise<unknown>) =>
  doing.then(
    () => "nothing was refused",
    (thrown) => asFault(thrown).details?.errorCode,
  );

test("an unsigned picture has no manifest, no state and no points", async () => {
  const found = await inspect(anonymousCtx(wiring), plain);
  expect(found).toMatchObject({ mime: "image/jpeg", structure: "whole", widthPx: 320, heightPx: 220, state: null });
  expect(found.manifest.where).toBe("none");
  expect(found.score.total).toBe(0);
});

test("a picture of a workspace's own is Trusted with its anchors, and Valid without them or with another's", async () => {
  const own = await inspect(tenant.owner, signed);
  expect(own).toMatchObject({ state: "Trusted", manifest: { where: "embedded" } });
  expect(own.anchors).toBeGreaterThan(0);
  expect(own.activeManifest?.actions.map(({ action }) => action)).toContain("c2pa.opened");
  expect(own.activeManifest?.ingredients).toMatchObject([{ relationship: "parentOf" }]);
  expect(codesOf(own)).toContain("signingCredential.trusted");
  expect(own.score.total).toBe(75);
  const nobody = await inspect(anonymousCtx(wiring), signed);
  expect(nobody).toMatchObject({ state: "Valid", anchors: 0 });
  expect(codesOf(nobody)).toContain("signingCredential.untrusted");
  expect(await inspect((await makeTenant(wiring)).owner, signed)).toMatchObject({ state: "Valid", anchors: 0 });
});

test("a manifest store that is given beside the file is validated against it, and fails on another file", async () => {
  const { output } = await bench.sign(plain, "image/jpeg", "remote");
  const found = await inspect(anonymousCtx(wiring), plain, output);
  expect(found).toMatchObject({ state: "Valid", manifest: { where: "beside", alsoEmbedded: false } });
  expect(found.score.total).toBe(65);
  const other = await inspect(anonymousCtx(wiring), Uint8Array.from(await picture(2)), output);
  expect(other.state).toBe("Well-Formed");
  expect(codesOf(other)).toContain("assertion.dataHash.mismatch");
  expect((await inspect(anonymousCtx(wiring), signed, output)).manifest.alsoEmbedded).toBe(true);
});

test("a byte that changed after the signature shows as assertion.dataHash.mismatch", async () => {
  const bent = Uint8Array.from(signed);
  const at = bent.length - 40;
  bent[at] = (bent[at] ?? 0) ^ 1;
  const found = await inspect(tenant.owner, bent);
  expect(found.state).toBe("Well-Formed");
  expect(codesOf(found)).toContain("assertion.dataHash.mismatch");
  expect(found.checks.find(({ name }) => name === "hard binding")?.result).toBe("failed");
  expect(found.checks.find(({ name }) => name === "signature")?.result).toBe("passed");
});

test("a file that ends early is described as such, and no manifest is read from it", async () => {
  const found = await inspect(anonymousCtx(wiring), signed.subarray(0, signed.length - 300));
  expect(found).toMatchObject({ structure: "truncated", state: null, manifest: { where: "unread" } });
});

test("what is no image, has no bytes, or has too long a side is refused with its code", async () => {
  expect(await errorOf(inspect(anonymousCtx(wiring), Buffer.from("some text\n")))).toBe("INVALID_FILE_TYPE");
  expect(await errorOf(inspectProof(anonymousCtx(wiring), { path: "/nowhere/at/all", name: "a.jpg" }))).toBe(
    "NO_FILE_PROVIDED",
  );
  const wide = Buffer.from(await picture(1, "png"));
  wide.writeUInt32BE(10_001, 16);
  expect(await errorOf(inspect(anonymousCtx(wiring), wide))).toMatch(/VALIDATION_FAILED/);
});

for (const name of [
  "adobe-20220124-CA.jpg",
  "adobe-20220124-E-dat-CA.jpg",
  "adobe-20220124-I.jpg",
  "truepic-20230212-camera.jpg",
]) {
  const path = join(sharedMedia, "signed", name);
  test.skipIf(!existsSync(path))(
    `${name}, which others signed, is described and never Trusted without anchors`,
    async () => {
      const found = await inspect(anonymousCtx(wiring), await readFile(path), null, name);
      expect(found.state).not.toBe("Trusted");
      if (name.includes("-I.")) expect(found.manifest.where).toBe("none");
      else expect(found.activeManifest?.label).toBeTruthy();
      if (name.includes("-E-dat-")) expect(codesOf(found)).toContain("assertion.dataHash.mismatch");
    },
  );
}

const address = `http://127.0.0.1:3000${apiBase}/verify`;
async function post(form: FormData | string, headers: Record<string, string> = {}) {
  const request = new Request(address, { method: "POST", body: form, headers });
  const response = await routesAt("/verify").POST(request, { params: Promise.resolve({}) });
  return { status: response.status, headers: response.headers, json: await response.json() };
}
function formOf(files: Record<string, Uint8Array | string>): FormData {
  const form = new FormData();
  for (const [field, bytes] of Object.entries(files))
    if (typeof bytes === "string") form.append(field, bytes);
    else form.append(field, new Blob([Uint8Array.from(bytes)]), 'a "b".jpg');
  return form;
}

test("the API takes an upload, with a key trusts its workspace's anchors, and says how long it took", async () => {
  const nobody = await post(formOf({ file: signed }));
  expect(nobody.json).toMatchObject({
    state: "Valid",
    name: 'a "b".jpg',
    sizeBytes: signed.length,
    score: { total: 50 },
  });
  expect(Number(nobody.headers.get("x-processing-time"))).toBeGreaterThan(0);
  expect(nobody.headers.get("ratelimit-limit")).toBe("30");
  const { text: key } = await createKey(tenant.owner, { name: "k", scopes: ["identity.read"] });
  expect((await post(formOf({ file: signed }), { "x-api-key": key })).json.state).toBe("Trusted");
  const { output } = await bench.sign(plain, "image/jpeg", "remote");
  expect((await post(formOf({ manifest: output, file: plain }))).json.manifest.where).toBe("beside");
});

test("each refusal of an upload has its code in the envelope", async () => {
  const cases: [FormData | string, Record<string, string>, string, number][] = [
    [formOf({ other: plain }), {}, "NO_FILE_PROVIDED", 400],
    [formOf({ file: new Uint8Array() }), {}, "NO_FILE_PROVIDED", 400],
    [formOf({ file: Buffer.from("text") }), {}, "INVALID_FILE_TYPE", 415],
    ["{}", { "content-type": "application/json" }, "NO_FILE_PROVIDED", 400],
    ['{"url":"ftp://example.test/a.jpg"}', { "content-type": "application/json" }, "VALIDATION_FAILED", 422],
    ["text", { "content-type": "text/plain" }, "VALIDATION_FAILED", 422],
    [
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\ncut',
      { "content-type": "multipart/form-data; boundary=b" },
      "VALIDATION_FAILED",
      422,
    ],
    [formOf({ file: plain }), { "content-length": "99000000" }, "FILE_TOO_LARGE", 413],
    [formOf({ file: plain, require: "true" }), {}, "PROOF_NOT_FOUND", 404],
  ];
  for (const [form, headers, errorCode, expected] of cases) {
    const { status, json } = await post(form, headers);
    expect([json.error.details.errorCode, status, json.error.statusCode]).toEqual([errorCode, expected, expected]);
  }
});

test("a file over the limit is refused while it arrives, before the rest is read", async () => {
  let pulled = 0;
  const head = Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n');
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(pulled++ === 0 ? head : new Uint8Array(1_000));
    },
  });
  const headers = { "content-type": "multipart/form-data; boundary=b" };
  const request = new Request(address, { method: "POST", body, headers, duplex: "half" } as RequestInit);
  const limits = { fileBytesMax: 10_000, manifestBytesMax: 1_000 };
  const error = await wiring.ports.scratch.within((folder) => errorOf(receiveUpload(request, folder, limits)));
  expect(error).toBe("FILE_TOO_LARGE");
  expect(pulled).toBeLessThan(20);
});

test("an upload's bytes arrive whole however they are cut on the way", async () => {
  const text = Buffer.from(await new Response(formOf({ file: plain })).arrayBuffer());
  const boundary = text.toString("latin1", 2, text.indexOf("\r\n"));
  for (const step of [1, 7, 4096]) {
    let at = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (at >= text.length) return controller.close();
        controller.enqueue(text.subarray(at, at + step));
        at += step;
      },
    });
    const headers = { "content-type": `multipart/form-data; boundary=${boundary}` };
    const request = new Request(address, { method: "POST", body, headers, duplex: "half" } as RequestInit);
    const got = await wiring.ports.scratch.within(async (folder) =>
      readFile(String((await receiveUpload(request, folder)).path)),
    );
    expect(got.equals(plain)).toBe(true);
  }
});

test("a caller who asks too often is told so with its code", async () => {
  const headers = { "x-api-key": (await createKey(tenant.owner, { name: "many", scopes: ["identity.read"] })).text };
  let last = await post(formOf({ other: plain }), headers);
  for (let at = 0; at < 30 && last.status !== 429; at++) last = await post(formOf({ other: plain }), headers);
  expect(last.status).toBe(429);
  expect(last.json.error.details.errorCode).toBe("RATE_LIMIT_EXCEEDED");
});
