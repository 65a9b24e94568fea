import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { TenantCtx } from "../../lib/ports/ctx.ts";
import { signingAlgorithms } from "../../lib/ports/signer.ts";
import { checkIdentity } from "../../lib/signer-identity/check.ts";
import { connectKeyService } from "../../lib/signer-identity/connect-key-service.ts";
import { ensureDevelopmentIdentity } from "../../lib/signer-identity/ensure-development.ts";
import { getIdentity } from "../../lib/signer-identity/get.ts";
import { listIdentities } from "../../lib/signer-identity/list.ts";
import { openSigner } from "../../lib/signer-identity/open-signer.ts";
import { retireIdentity } from "../../lib/signer-identity/retire.ts";
import { rotateIdentity } from "../../lib/signer-identity/rotate.ts";
import { tenantsWithEnding } from "../../lib/signer-identity/rows.ts";
import { setDefaultIdentity } from "../../lib/signer-identity/set-default.ts";
import { uploadIdentity } from "../../lib/signer-identity/upload.ts";
import { watchIdentities } from "../../lib/signer-identity/watch.ts";
import { watchAll } from "../../lib/signer-identity/watch-all.ts";
import { listAudit } from "../../lib/tenant/list-audit.ts";
import type { Wiring } from "../../lib/wire.ts";
import { dayMs, keyPairs, keyPem, makeChain, type TestChain } from "../support/certificates.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type KmsEndpoint, openKmsEndpoint } from "../support/kms-endpoint.ts";
import { makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let wiring: Wiring;
let kms: KmsEndpoint;
let tenant: TestTenant;
const logged: string[] = [];
beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db, { log: { event: (...parts) => void logged.push(JSON.stringify(parts)) } });
  kms = await openKmsEndpoint();
});
afterAll(async () => {
  await kms?.close();
  await wiring?.close();
  await db?.close();
});
beforeEach(async () => {
  tenant = await makeTenant(wiring);
  kms.fault = null;
});

const uploadOf = (chain: TestChain, name = "Newsroom") => ({
  name,
  chainPem: chain.chainPem,
  anchorPem: chain.root.pem,
  privateKeyPem: chain.privateKeyPem,
});
const kmsOf = (chain: TestChain, algorithm: Parameters<KmsEndpoint["secretFor"]>[0] = "es256") => {
  const { kind: _, ...where } = kms.secretFor(algorithm);
  return { name: "Vault", chainPem: chain.chainPem, anchorPem: chain.root.pem, ...where };
};
const at = (ctx: TenantCtx, date: Date): TenantCtx => ({ ...ctx, now: () => date });
const daysBefore = (notAfter: string, days: number) => new Date(Date.parse(notAfter) - days * dayMs);
const defaultOf = async () => (await listIdentities(tenant.owner, {})).items.find(({ isDefault }) => isDefault)?.id;

test.each(signingAlgorithms)("an uploaded chain for %s signs, and its key is never seen again", async (algorithm) => {
  const chain = await makeChain(algorithm);
  const made = await uploadIdentity(tenant.owner, uploadOf(chain));
  expect(made).toMatchObject({ kind: "uploaded", algorithm, keyId: chain.facts.keyId, isDefault: true, daysLeft: 364 });
  expect(made.certificates.map(({ subject }) => subject)).toEqual([
    "CN=Test claim signer, O=Example Agency",
    "CN=Test intermediate, O=Example Agency",
    "CN=Test root, O=Example Agency",
  ]);
  const signer = await openSigner(tenant.system, made.id);
  expect((await signer.sign(new Uint8Array(1))).byteLength).toBeGreaterThan(0);
  const secret = chain.privateKeyPem.split("\n")[1] as string;
  const audit = await listAudit(tenant.owner, { action: "identity.upload" });
  const told = JSON.stringify([made, await getIdentity(tenant.owner, { identityId: made.id }), audit, logged]);
  expect(told).not.toContain(secret);
  expect(audit.items).toMatchObject([{ subject: made.id, detail: { keyId: chain.facts.keyId, algorithm } }]);
});

test("a check tells all that is wrong and keeps nothing; an upload of the same is refused with the same", async () => {
  const chain = await makeChain("es256", { leaf: { purposes: ["1.3.6.1.5.5.7.3.1"], noIssuerKeyId: true } });
  const given = { ...uploadOf(chain), privateKeyPem: keyPem(keyPairs.es256().privateKey) };
  const { name, ...candidate } = given;
  const check = await checkIdentity(tenant.owner, { kind: "uploaded", ...candidate });
  const codes = ["no_purpose", "no_issuer_key_id", "key_mismatch"].sort();
  expect(check).toMatchObject({ sound: false, keyId: null, certificates: [{}, {}] });
  expect(check.findings.map(({ code }) => code).sort()).toEqual(codes);
  const refused = await uploadIdentity(tenant.owner, given).catch((thrown) => thrown);
  expect(refused).toMatchObject({ code: "invalid", details: { findings: check.findings } });
  expect(JSON.stringify([refused.message, refused.details])).not.toContain("PRIVATE KEY");
  expect((await listIdentities(tenant.owner, {})).items).toEqual([]);
  expect((await listAudit(tenant.owner, { action: "identity.upload" })).items).toEqual([]);
});

test("a sound check says what would be stored, with its warning, and stores nothing", async () => {
  const chain = await makeChain("ed25519", { leaf: { until: 20 } });
  const { name, ...candidate } = uploadOf(chain);
  expect(await checkIdentity(tenant.owner, { kind: "uploaded", ...candidate })).toMatchObject({
    sound: true,
    findings: [],
    warnings: [{ code: "ends_soon" }],
    algorithm: "ed25519",
    keyId: chain.facts.keyId,
  });
  expect((await listIdentities(tenant.owner, {})).items).toEqual([]);
});

test("one certificate is one identity of a workspace", async () => {
  const chain = await makeChain("es256");
  await uploadIdentity(tenant.owner, uploadOf(chain, "First"));
  await expect(uploadIdentity(tenant.owner, uploadOf(chain, "Second"))).rejects.toMatchObject({
    code: "conflict",
    message: expect.stringContaining("First"),
  });
});

test("a key service's identity is taken in once it signed, and its credentials are never seen again", async () => {
  const chain = await makeChain("es384", { publicKey: kms.publicKeys.es384 });
  const made = await connectKeyService(tenant.owner, kmsOf(chain, "es384"));
  expect(made).toMatchObject({ kind: "kms", algorithm: "es384" });
  const signer = await openSigner(tenant.system, made.id);
  expect(signer.kind).toBe("kms");
  await expect(signer.sign(new Uint8Array(1))).resolves.toHaveLength(96);
  expect(JSON.stringify([made, logged])).not.toContain("nobody may see");
});

test("a key service that refuses is a finding, one that does not answer is to be tried again", async () => {
  const chain = await makeChain("es256", { publicKey: kms.publicKeys.es256 });
  const { name, ...candidate } = kmsOf(chain);
  kms.fault = "denied";
  const denied = await checkIdentity(tenant.owner, { kind: "kms", ...candidate });
  expect(denied.findings).toMatchObject([{ code: "key_service", sentence: expect.stringContaining("kms:Sign") }]);
  kms.fault = "throttle";
  await expect(checkIdentity(tenant.owner, { kind: "kms", ...candidate })).rejects.toMatchObject({ code: "upstream" });
  kms.fault = null;
  const other = await makeChain("es256");
  const mismatch = await checkIdentity(tenant.owner, { kind: "kms", ...candidate, chainPem: other.chainPem });
  expect(mismatch.findings.map(({ code }) => code)).toContain("key_mismatch");
});

test("the operator's own credentials are lent to nobody who was not allowed them", async () => {
  const chain = await makeChain("es256", { publicKey: kms.publicKeys.es256 });
  const { name, ...candidate } = { ...kmsOf(chain), credentials: null };
  const { findings } = await checkIdentity(tenant.owner, { kind: "kms", ...candidate });
  expect(findings).toMatchObject([{ code: "key_service", sentence: expect.stringContaining("AMBIENT") }]);
});

test("a rotation links and switches the default at once; the old one still signs, and takes no new plan", async () => {
  const old = await ensureDevelopmentIdentity(tenant.owner, {});
  const next = await uploadIdentity(tenant.owner, uploadOf(await makeChain("es256")));
  expect(await defaultOf()).toBe(old.id);
  const ids = { identityId: old.id, successorId: next.id };
  expect(await rotateIdentity(tenant.owner, ids)).toMatchObject({ successorId: next.id, isDefault: false });
  await rotateIdentity(tenant.owner, ids);
  expect(await defaultOf()).toBe(next.id);
  await expect((await openSigner(tenant.system, old.id)).check()).resolves.toBeUndefined();
  await expect(setDefaultIdentity(tenant.owner, { identityId: old.id })).rejects.toMatchObject({
    code: "precondition",
    message: expect.stringContaining("was rotated"),
  });
  const circle = { identityId: next.id, successorId: old.id };
  await expect(rotateIdentity(tenant.owner, circle)).rejects.toMatchObject({ code: "precondition" });
  const itself = { identityId: next.id, successorId: next.id };
  await expect(rotateIdentity(tenant.owner, itself)).rejects.toMatchObject({ code: "invalid" });
});

test("eight rotations at once leave one successor and one default", async () => {
  const old = await ensureDevelopmentIdentity(tenant.owner, {});
  const nexts = await Promise.all(
    (["es384", "ps256", "ed25519"] as const).map((algorithm) => ensureDevelopmentIdentity(tenant.owner, { algorithm })),
  );
  const tries = Array.from({ length: 8 }, (_, i) => nexts[i % nexts.length] as { id: typeof old.id });
  const ended = await Promise.allSettled(
    tries.map(({ id }) => rotateIdentity(tenant.owner, { identityId: old.id, successorId: id })),
  );
  const { successorId } = await getIdentity(tenant.owner, { identityId: old.id });
  expect(await defaultOf()).toBe(successorId);
  for (const [i, each] of ended.entries())
    expect(each.status).toBe(tries[i]?.id === successorId ? "fulfilled" : "rejected");
});

test("what is retired signs nothing, stays to be read, and hands the default to its successor or to nobody", async () => {
  const first = await uploadIdentity(tenant.owner, uploadOf(await makeChain("es256"), "First"));
  const second = await uploadIdentity(tenant.owner, uploadOf(await makeChain("es256"), "Second"));
  await retireIdentity(tenant.owner, { identityId: first.id });
  expect(await defaultOf()).toBeUndefined();
  await expect(openSigner(tenant.system, first.id)).rejects.toMatchObject({ code: "precondition" });
  expect((await getIdentity(tenant.owner, { identityId: first.id })).chainPem).toBe(first.chainPem);
  await setDefaultIdentity(tenant.owner, { identityId: second.id });
  const third = await uploadIdentity(tenant.owner, uploadOf(await makeChain("es256"), "Third"));
  await rotateIdentity(tenant.owner, { identityId: second.id, successorId: third.id });
  await setDefaultIdentity(tenant.owner, { identityId: third.id });
  const again = await retireIdentity(tenant.owner, { identityId: second.id });
  expect(await retireIdentity(tenant.owner, { identityId: second.id })).toEqual(again);
  expect(await defaultOf()).toBe(third.id);
});

test("a development identity that ends is followed 30 days before, once, and the default with it", async () => {
  const old = await ensureDevelopmentIdentity(tenant.owner, { algorithm: "ed25519" });
  expect(await watchIdentities(at(tenant.system, daysBefore(old.notAfter, 31)), {})).toEqual({ rolled: 0, warned: 0 });
  const then = at(tenant.system, daysBefore(old.notAfter, 30));
  const did = await Promise.all([watchIdentities(then, {}), watchIdentities(then, {})]);
  expect(did.map(({ rolled }) => rolled).sort()).toEqual([0, 1]);
  const { successorId } = await getIdentity(tenant.owner, { identityId: old.id });
  expect(await defaultOf()).toBe(successorId);
  const next = await getIdentity(tenant.owner, { identityId: successorId as typeof old.id });
  expect(next).toMatchObject({ kind: "development", algorithm: "ed25519", retiredAt: null });
  expect((await ensureDevelopmentIdentity(tenant.owner, { algorithm: "ed25519" })).id).toBe(successorId);
  expect((await listAudit(tenant.owner, { action: "identity.roll-over" })).items).toHaveLength(1);
  // What was seen to is not looked for again, day after day.
  const { tenantId } = tenant;
  expect(await tenant.system.read((tx) => tenantsWithEnding(tx, new Date(old.notAfter)))).not.toContain(tenantId);
  expect(await tenant.system.read((tx) => tenantsWithEnding(tx, new Date(next.notAfter)))).toContain(tenantId);
});

test("an uploaded identity is warned of at 30, 7 and 1 days, once each, over all tenants", async () => {
  const { id, notAfter } = await uploadIdentity(tenant.owner, uploadOf(await makeChain("es256")));
  const watch = (days: number) => {
    const now = daysBefore(notAfter, days);
    const ctx = wiring.openCtx({ actor: { kind: "system", what: "identity-watch" }, tenantId: null });
    return watchAll({ ...ctx, now: () => now }, (tenantId) =>
      at(wiring.openCtx({ actor: { kind: "system", what: "identity-watch" }, tenantId }), now),
    );
  };
  for (const days of [31, 29.5, 20, 6.9, 6, 0.9, 0.5, -3]) expect((await watch(days)).failed).toBe(0);
  const { items } = await listAudit(tenant.owner, { action: "identity.warn" });
  expect(items.map(({ detail }) => (detail as { daysBefore: number }).daysBefore)).toEqual([1, 7, 30]);
  expect(items[0]).toMatchObject({ subject: id, actor: "system:identity-watch" });
  const soon = at(tenant.owner, daysBefore(notAfter, 5));
  expect((await listIdentities(soon, { endingWithinDays: 30 })).items).toMatchObject([{ id, daysLeft: 5 }]);
  expect((await listIdentities(tenant.owner, { endingWithinDays: 30 })).items).toEqual([]);
});
