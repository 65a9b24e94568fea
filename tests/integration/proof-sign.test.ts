import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { apiBase, routesAt } from "../../lib/edge/api-table.ts";
import { setWiring } from "../../lib/edge/get-wiring.ts";
import type { Action } from "../../lib/kernel/actor.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { type Id, newId } from "../../lib/kernel/ids.ts";
import { isManifestStore } from "../../lib/media/is-manifest-store.ts";
import { getProofStore } from "../../lib/proof/get-store.ts";
import { inspectProof } from "../../lib/proof/inspect.ts";
import { showProof } from "../../lib/proof/show.ts";
import { signProof } from "../../lib/proof/sign.ts";
import { exportReceipts } from "../../lib/receipt/export.ts";
import { listReceipts } from "../../lib/receipt/list.ts";
import { verifyExport } from "../../lib/receipt/verify-export.ts";
import { ensureDevelopmentIdentity } from "../../lib/signer-identity/ensure-development.ts";
import { createKey } from "../../lib/tenant/create-key.ts";
import { allowDevelopmentRoots } from "../../lib/trust/allow-development.ts";
import { usageSummary } from "../../lib/usage/summary.ts";
import type { Wiring } from "../../lib/wire.ts";
import { callApi } from "../support/call-api.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { picture } from "../support/picture-folder.ts";
import { makePicture } from "../support/signing.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let wiring: Wiring;
let tenant: TestTenant;
let key: string;
let plain: Uint8Array;

beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db);
  setWiring(wiring);
  tenant = await makeTenant(wiring);
  await ensureDevelopmentIdentity(tenant.owner, {});
  await allowDevelopmentRoots(tenant.owner, { allow: true });
  key = await keyFor(tenant, ["proof.sign"]);
  plain = Uint8Array.from(await picture(1));
}, 60_000);
afterAll(async () => {
  setWiring(null);
  await wiring?.close();
  await db?.close();
});

const keyFor = async ({ owner }: TestTenant, scopes: Action[]) => (await createKey(owner, { name: "k", scopes })).text;

async function post(fields: Record<string, Uint8Array | string>, headers: Record<string, string> = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields))
    if (typeof value === "string") form.append(name, value);
    else form.append(name, new Blob([Uint8Array.from(value)]), "holiday.jpg");
  const request = new Request(`http://127.0.0.1:3000${apiBase}/sign`, {
    method: "POST",
    body: form,
    headers: { "x-api-key": key, ...headers },
  });
  const response = await routesAt("/sign").POST(request, { params: Promise.resolve({}) });
  const bytes = new Uint8Array(await response.arrayBuffer());
  return {
    status: response.status,
    headers: response.headers,
    bytes,
    json: () => JSON.parse(Buffer.from(bytes).toString()),
  };
}

async function charged(of: TestTenant): Promise<string> {
  return (await usageSummary(of.owner, {})).months[0]?.quantity ?? "0";
}

function inspect(bytes: Uint8Array, of: TestTenant = tenant, manifest: Uint8Array | null = null) {
  return wiring.ports.scratch.within(async (folder) => {
    const [path, manifestPath] = [join(folder, "file"), manifest && join(folder, "manifest")];
    await wiring.ports.scratch.write(path, bytes);
    if (manifest && manifestPath) await wiring.ports.scratch.write(manifestPath, manifest);
    return inspectProof(of.owner, { path, name: "a.jpg", manifestPath });
  });
}

test.each(["jpeg", "png", "webp"] as const)(
  "a %s comes back signed, Trusted, receipted and charged once",
  async (format) => {
    const before = BigInt(await charged(tenant));
    const upload = await makePicture(format, 7);
    const answer = await post({ file: upload, title: "Harbour" });
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe(`image/${format}`);
    expect(Number(answer.headers.get("x-processing-time"))).toBeGreaterThan(0);
    expect(answer.headers.get("x-manifest-hash")).toMatch(/^[0-9a-f]{64}$/);
    const found = await inspect(answer.bytes);
    expect(found).toMatchObject({ state: "Trusted", activeManifest: { title: "Harbour" } });
    expect(found.manifest.storeSha256).toBe(answer.headers.get("x-manifest-hash"));
    expect(BigInt(await charged(tenant)) - before).toBe(1n);
    const [receipt] = (await listReceipts(tenant.owner, {})).items;
    expect(receipt).toMatchObject({ key: "holiday.jpg", runId: null, contentSha256: sha256Hex(upload) });
    expect(receipt?.id).toBe(answer.headers.get("x-receipt-id"));
  },
);

test("X-Proof-Uri leads to the manifest store, which matches the signed copy and the hash that was told", async () => {
  const answer = await post({ file: plain });
  const proofId = String(new URL(String(answer.headers.get("x-proof-uri"))).pathname.split("/").at(-1));
  const shown = await callApi("GET", "/proofs/{proofId}", { proofId });
  expect(shown.json).toMatchObject({
    id: proofId,
    signedSha256: sha256Hex(answer.bytes),
    storeSha256: answer.headers.get("x-manifest-hash"),
  });
  expect(JSON.stringify(shown.json)).not.toContain("holiday");
  const link = /^<([^>]+)>; rel="c2pa-manifest"$/.exec(String(answer.headers.get("link")))?.[1];
  expect(new URL(String(link)).pathname).toBe(`/api/v1/proofs/${proofId}/manifest`);
  const response = await routesAt("/proofs/{proofId}/manifest").GET(new Request(String(link)), {
    params: Promise.resolve({ proofId }),
  });
  expect(response.headers.get("content-type")).toBe("application/c2pa");
  const store = new Uint8Array(await response.arrayBuffer());
  expect(isManifestStore(store)).toBe(true);
  expect(sha256Hex(store)).toBe(answer.headers.get("x-manifest-hash"));
  expect(await inspect(answer.bytes, tenant, store)).toMatchObject({ state: "Trusted", manifest: { where: "beside" } });
});

test("a repeat under the same Idempotency-Key is signed and not charged again, whoever comes first; another image is refused", async () => {
  const other = await makeTenant(wiring);
  await ensureDevelopmentIdentity(other.owner, {});
  await allowDevelopmentRoots(other.owner, { allow: true });
  const headers = { "x-api-key": await keyFor(other, ["proof.sign"]), "idempotency-key": "upload-1" };
  const both = await Promise.all([post({ file: plain }, headers), post({ file: plain }, headers)]);
  const again = await post({ file: plain }, headers);
  expect([...both, again].map(({ status }) => status)).toEqual([200, 200, 200]);
  expect([...both, again].filter((each) => each.headers.get("idempotent-replayed") === "true")).toHaveLength(2);
  expect(await charged(other)).toBe("1");
  expect((await listReceipts(other.owner, {})).items).toHaveLength(3);
  expect((await inspect(again.bytes, other)).state).toBe("Trusted");
  // Of all three there is one proof, whose manifest store holds for each copy.
  const uris = new Set([...both, again].map((each) => each.headers.get("x-proof-uri")));
  expect(uris.size).toBe(1);
  const proofId = String([...uris][0])
    .split("/")
    .at(-1) as Id<"proof">;
  expect(await other.system.read((tx) => tx.proof.findMany({ select: { id: true } }))).toEqual([{ id: proofId }]);
  const { store } = await getProofStore(other.owner, { proofId });
  expect((await showProof(other.owner, { proofId })).storeSizeBytes).toBe(store.byteLength);
  for (const { bytes } of [...both, again])
    expect(await inspect(bytes, other, store)).toMatchObject({ state: "Trusted", manifest: { where: "beside" } });
  const different = await post({ file: Uint8Array.from(await picture(2)) }, headers);
  expect([different.status, different.json().error.code]).toEqual([409, "conflict"]);
  const { lines } = await exportReceipts(other.owner, {});
  expect(await verifyExport(lines)).toMatchObject({ kind: "intact", receipts: 3n });
});

test("an image whose manifest store would become too long is refused, and nothing of it is kept", async () => {
  const { ports } = tenant.owner;
  const scratch = {
    ...ports.scratch,
    facts: async (path: string) => {
      const facts = await ports.scratch.facts(path);
      return path.endsWith(".c2pa") ? { ...facts, sizeBytes: 20_000_001 } : facts;
    },
  };
  const ctx = { ...tenant.owner, ports: { ...ports, scratch } };
  const refused = scratch.within(async (folder) => {
    const path = join(folder, "file");
    await scratch.write(path, plain);
    return signProof(ctx, { path, outputPath: join(folder, "signed"), uploadKey: "too-long" });
  });
  await expect(refused).rejects.toMatchObject({ code: "invalid", details: { errorCode: "FILE_TOO_LARGE" } });
  const kept = await tenant.system.read((tx) => tx.proof.count({ where: { uploadKey: "too-long" } }));
  expect(kept).toBe(0);
});

test("an image that carries a manifest keeps it as the parent", async () => {
  const once = await post({ file: plain });
  const twice = await inspect((await post({ file: once.bytes })).bytes);
  expect(twice.state).toBe("Trusted");
  expect(twice.activeManifest?.ingredients[0]).toMatchObject({ relationship: "parentOf", depth: 0 });
  expect(twice.activeManifest?.ingredients[0]?.label).toBeTruthy();
});

test("each refusal has its documented code and status, and nothing is charged for it", async () => {
  const nobody = await makeTenant(wiring);
  const withoutIdentity = { "x-api-key": await keyFor(nobody, ["proof.sign"]) };
  const expired = await makeTenant(wiring);
  const { id } = await ensureDevelopmentIdentity(expired.owner, {});
  await expired.system.machineWrite(
    (tx) => tx.$executeRaw`update signing_identity set retired_at = now() where id = ${id}`,
  );
  const retired = { "x-api-key": await keyFor(expired, ["proof.sign"]) };
  const wide = Buffer.from(await makePicture("png"));
  wide.writeUInt32BE(10_001, 16);
  const dot = await makePicture("png", 1, 1, 1);
  const before = await charged(tenant);
  const cases: [Record<string, Uint8Array | string>, Record<string, string>, string, number][] = [
    [{ other: plain }, {}, "NO_FILE_PROVIDED", 400],
    [{ file: Buffer.from("text") }, {}, "INVALID_FILE_TYPE", 415],
    [{ file: wide }, {}, "VALIDATION_FAILED", 422],
    [{ file: dot }, {}, "VALIDATION_FAILED", 422],
    [{ file: plain.subarray(0, plain.length - 500) }, {}, "VALIDATION_FAILED", 422],
    [{ file: plain, mode: "remote" }, {}, "VALIDATION_FAILED", 422],
    [{ file: plain, identityId: "sid_x" }, {}, "VALIDATION_FAILED", 422],
    [{ file: plain, identityId: newId("identity", new Date()) }, {}, "VALIDATION_FAILED", 422],
    [{ file: plain }, { "content-length": "99000000" }, "FILE_TOO_LARGE", 413],
    [{ file: plain }, withoutIdentity, "CERTIFICATE_INVALID", 409],
    [{ file: plain, identityId: id }, retired, "CERTIFICATE_INVALID", 409],
  ];
  for (const [fields, headers, errorCode, status] of cases) {
    const answer = await post(fields, headers);
    expect([answer.json().error.details?.errorCode, answer.status]).toEqual([errorCode, status]);
  }
  expect(await charged(tenant)).toBe(before);
  const gone = await callApi("GET", "/proofs/{proofId}", { proofId: `prf_${"0".repeat(22)}` });
  expect([gone.status, gone.json.error.details.errorCode]).toEqual([404, "PROOF_NOT_FOUND"]);
});

test("signing needs a key that may, of the workspace whose identity signs", async () => {
  const reader = await keyFor(tenant, ["run.operate", "identity.read"]);
  expect((await post({ file: plain }, { "x-api-key": reader })).status).toBe(403);
  expect((await post({ file: plain }, { "x-api-key": "c2c_live_nothing" })).status).toBe(401);
});
