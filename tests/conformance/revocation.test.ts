import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { makeWeb } from "../../lib/adapters/net/web.ts";
import { makeRevocation } from "../../lib/adapters/revocation/make-revocation.ts";
import type { Web } from "../../lib/ports/web.ts";
import { type OpensslCa, openOpensslCa } from "../support/openssl-ca.ts";

// Every answer here is openssl's own, over the network.
let ca: OpensslCa;
const web = makeWeb({ allowPrivate: true });
/** So that a silent responder costs a test no eight seconds. */
const hasty: Web = { send: (request) => web.send({ ...request, timeoutMs: 300 }) };
const dayMs = 86_400_000;

beforeAll(async () => {
  ca = await openOpensslCa();
});
afterAll(() => ca?.close());
beforeEach(() => {
  ca.mode = "right";
});

function ask(by: "ocsp" | "crl", more: { pem?: string; issuerPem?: string; afterMs?: number; over?: Web } = {}) {
  return makeRevocation(more.over ?? web).ask({
    by,
    certificatePem: more.pem ?? ca.leafPem,
    issuerPem: more.issuerPem ?? ca.caPem,
    now: new Date(Date.now() + (more.afterMs ?? 0)),
  });
}

test("a certificate that its issuer knows as good, by a responder that the issuer certified and by the issuer itself", async () => {
  for (const mode of ["right", "direct"] as const) {
    ca.mode = mode;
    const answer = await ask("ocsp");
    expect(answer).toMatchObject({ result: "notRevoked", revokedAt: null });
    expect(Date.parse(String(answer.nextUpdate))).toBeGreaterThan(Date.now());
  }
});

test("an answer that nobody vouches for is none: a stranger's, one not certified for OCSP, a replay, no answer, no OCSP at all", async () => {
  const cases = {
    stranger: /did not certify|does not hold/,
    "not-for-ocsp": /not for OCSP/,
    "other-nonce": /another question/,
    refusing: /refused to answer/,
    garbage: /cannot be read/,
  } as const;
  for (const [mode, detail] of Object.entries(cases)) {
    ca.mode = mode as OpensslCa["mode"];
    expect(await ask("ocsp")).toMatchObject({ result: "inaccessible", detail: expect.stringMatching(detail) });
  }
  ca.mode = "silent";
  expect(await ask("ocsp", { over: hasty })).toMatchObject({
    result: "inaccessible",
    detail: /did not answer in time/,
  });
});

test("an answer that was good until yesterday is none, and so is one from tomorrow", async () => {
  expect(await ask("ocsp", { afterMs: 4 * dayMs })).toMatchObject({ result: "inaccessible", detail: /good until/ });
  expect(await ask("ocsp", { afterMs: -dayMs })).toMatchObject({ result: "inaccessible" });
});

test("a certificate that names nobody is skipped, and a wrong issuer is not asked", async () => {
  const before = ca.asked.length;
  expect(await ask("ocsp", { pem: ca.bareLeafPem })).toMatchObject({ result: "skipped", url: null });
  expect(await ask("crl", { pem: ca.bareLeafPem })).toMatchObject({ result: "skipped", url: null });
  expect(await ask("ocsp", { issuerPem: ca.leafPem })).toMatchObject({ result: "inaccessible", url: null });
  expect(await ask("ocsp", { pem: "nothing" })).toMatchObject({ result: "inaccessible", url: null });
  expect(ca.asked.length).toBe(before);
});

test("where private networks are not allowed the responder that a certificate names is not asked", async () => {
  const before = ca.asked.length;
  const answer = await ask("ocsp", { over: makeWeb({ allowPrivate: false }) });
  expect(answer.result).toBe("inaccessible");
  expect(ca.asked.length).toBe(before);
});

test("a list without the certificate, one that is missing, one that is over, and one on which it stands", async () => {
  expect(await ask("crl")).toMatchObject({ result: "inaccessible", detail: /404/ });
  await ca.makeCrl();
  expect(await ask("crl")).toMatchObject({ result: "notRevoked" });
  expect(await ask("crl", { afterMs: 4 * dayMs })).toMatchObject({ result: "inaccessible", detail: /good until/ });
  await ca.revoke("keyCompromise");
  await ca.makeCrl();
  expect(await ask("crl")).toMatchObject({ result: "revoked", reason: "keyCompromise" });
});

test("once revoked, the responder says when and why; once forgotten, that it does not know", async () => {
  const revoked = await ask("ocsp");
  expect(revoked).toMatchObject({ result: "revoked", reason: "keyCompromise" });
  expect(Date.parse(String(revoked.revokedAt))).toBeLessThanOrEqual(Date.now() + 1_000);
  await ca.forget();
  expect(await ask("ocsp")).toMatchObject({ result: "unknown" });
});
