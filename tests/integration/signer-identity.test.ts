import { afterAll, beforeAll, expect, test } from "vitest";
import { ensureDevelopmentIdentity } from "../../lib/signer-identity/ensure-development.ts";
import { getIdentity } from "../../lib/signer-identity/get.ts";
import { listIdentities } from "../../lib/signer-identity/list.ts";
import { openSigner } from "../../lib/signer-identity/open-signer.ts";
import { listAudit } from "../../lib/tenant/list-audit.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { makeTenant, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let wiring: Wiring;
beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db);
});
afterAll(async () => {
  await wiring?.close();
  await db?.close();
});

test("eight who ask at once get one development identity, and the audit log tells of one", async () => {
  const { owner } = await makeTenant(wiring);
  const made = await Promise.all(Array.from({ length: 8 }, () => ensureDevelopmentIdentity(owner, {})));
  expect(new Set(made.map(({ id }) => id)).size).toBe(1);
  expect((await listIdentities(owner, {})).items).toHaveLength(1);
  expect((await listAudit(owner, { action: "identity.ensure-development" })).items).toHaveLength(1);
});

test("an identity shows its certificates, never its key, and opens to the signer that its key id names", async () => {
  const { owner, system } = await makeTenant(wiring);
  const { id: identityId, keyId } = await ensureDevelopmentIdentity(owner, {});
  expect(JSON.stringify(await getIdentity(owner, { identityId }))).not.toContain("PRIVATE KEY");
  const signer = await openSigner(system, identityId);
  expect(signer.keyId).toBe(keyId);
  expect((await signer.sign(new TextEncoder().encode("to be signed"))).byteLength).toBeGreaterThan(0);
});

test("an identity whose certificate is over does not sign, and the next one asked for is new", async () => {
  const { owner } = await makeTenant(wiring);
  const old = await ensureDevelopmentIdentity(owner, {});
  const later = { ...owner, now: () => new Date(Date.parse(old.notAfter) + 1) };
  await expect(openSigner(later, old.id)).rejects.toMatchObject({ code: "precondition" });
  expect((await ensureDevelopmentIdentity(later, {})).id).not.toBe(old.id);
});
