import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openPemSigner } from "../../lib/adapters/signer/pem-signer.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { inspectProof } from "../../lib/proof/inspect.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type OpensslCa, openOpensslCa } from "../support/openssl-ca.ts";
import { picture } from "../support/picture-folder.ts";
import { openSigningBench, type SigningBench } from "../support/signing.ts";
import { anonymousCtx, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let wiring: Wiring;
let bench: SigningBench;
let ca: OpensslCa;
let signed: Uint8Array;

beforeAll(async () => {
  db = await testDatabase();
  wiring = testWiring(db);
  bench = await openSigningBench();
  ca = await openOpensslCa();
  const leaf = new X509Certificate(ca.leafPem);
  const facts = {
    keyId: sha256Hex(leaf.raw),
    algorithm: "es256" as const,
    chainPem: `${ca.leafPem}${ca.caPem}`,
    anchorPem: ca.caPem,
    notAfter: new Date(leaf.validTo),
  };
  signed = (
    await bench.sign(Uint8Array.from(await picture(1)), "image/jpeg", "embed", openPemSigner(facts, ca.leafKeyPem))
  ).output;
}, 60_000);
afterAll(async () => {
  await ca?.close();
  await bench?.close();
  await wiring?.close();
  await db?.close();
});

function inspect(revocation?: "none" | "ocsp" | "crl" | "both") {
  return wiring.ports.scratch.within(async (folder) => {
    const path = join(folder, "file");
    await wiring.ports.scratch.write(path, signed);
    return inspectProof(anonymousCtx(wiring), { path, name: "a.jpg", ...(revocation ? { revocation } : {}) });
  });
}

test("nobody is asked about revocation unless that is wanted, and then the answer stands among the codes", async () => {
  const quiet = await inspect();
  expect(quiet).toMatchObject({ state: "Valid", revocation: [] });
  expect(ca.asked).toEqual([]);
  const asked = await inspect("ocsp");
  expect(asked.state).toBe("Valid");
  expect(asked.codes).toContainEqual(
    expect.objectContaining({ code: "signingCredential.ocsp.notRevoked", kind: "success" }),
  );
  expect(asked.checks.find(({ name }) => name === "revocation")?.result).toBe("passed");
  expect(ca.asked).toEqual(["/ocsp"]);
});

test("a credential that was revoked leaves the manifest Well-Formed, by either way of asking", async () => {
  await ca.revoke("superseded");
  await ca.makeCrl();
  const found = await inspect("both");
  expect(found.state).toBe("Well-Formed");
  const codes = found.codes.filter(({ kind }) => kind === "failure").map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining(["signingCredential.ocsp.revoked", "com.c2concierge.crl.revoked"]));
  expect(found.checks.find(({ name }) => name === "revocation")).toMatchObject({
    result: "failed",
    detail: expect.stringContaining("for the reason superseded"),
  });
  expect(found.score.checks.find(({ name }) => name === "certificate")).toMatchObject({ passed: false });
  expect((await inspect("none")).state).toBe("Valid");
});
