import { X509Certificate } from "node:crypto";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { openPemSigner } from "../../lib/adapters/signer/pem-signer.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { stampImprint, withStamp } from "../../lib/media/stamp-store.ts";
import type { Ctx } from "../../lib/ports/ctx.ts";
import type { Signer } from "../../lib/ports/signer.ts";
import { inspectProof } from "../../lib/proof/inspect.ts";
import { configureProfile } from "../../lib/stamper/configure.ts";
import { openService } from "../../lib/stamper/open-service.ts";
import { loadTrustFile } from "../../lib/trust/load-file.ts";
import type { Wiring } from "../../lib/wire.ts";
import { type TestDatabase, testDatabase } from "../support/database.ts";
import { type OpensslCa, openOpensslCa } from "../support/openssl-ca.ts";
import { picture } from "../support/picture-folder.ts";
import { openSigningBench, type SigningBench } from "../support/signing.ts";
import { authorityOf } from "../support/stamped-plan.ts";
import { startTsa } from "../support/tsa.ts";
import { anonymousCtx, makeTenant, type TestTenant, testWiring } from "../support/wiring.ts";

let db: TestDatabase;
let wiring: Wiring;
let bench: SigningBench;
let ca: OpensslCa;
let signer: Signer;
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
  signer = openPemSigner(facts, ca.leafKeyPem);
  signed = (await bench.sign(Uint8Array.from(await picture(1)), "image/jpeg", "embed", signer)).output;
}, 60_000);
afterAll(async () => {
  await ca?.close();
  await bench?.close();
  await wiring?.close();
  await db?.close();
});

let revoked: Promise<void> | undefined;
/** Once, whichever test needs it first. */
function revoke(): Promise<void> {
  revoked ??= ca.revoke("superseded").then(() => ca.makeCrl());
  return revoked;
}

type Wish = "none" | "ocsp" | "crl" | "both";

function inspect(revocation?: Wish, ctx: Ctx = anonymousCtx(wiring), store: Uint8Array | null = null) {
  return wiring.ports.scratch.within(async (folder) => {
    const [path, manifestPath] = [join(folder, "file"), store && join(folder, "manifest")];
    await wiring.ports.scratch.write(path, store ? Uint8Array.from(await picture(1)) : signed);
    if (store && manifestPath) await wiring.ports.scratch.write(manifestPath, store);
    return inspectProof(ctx, { path, manifestPath, name: "a.jpg", ...(revocation ? { revocation } : {}) });
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

test("what was stamped before its credential was revoked stays Trusted, and what was not falls", async () => {
  const tsa = await startTsa();
  try {
    const tenant = await makeTenant(wiring);
    await loadTrustFile(tenant.owner, { name: "Agency", pem: ca.caPem });
    await configureProfile(tenant.owner, { ...authorityOf(tsa), profile: "std" });
    const { unstamped, stamped } = await stampedBy(tenant);
    expect(await inspect("ocsp", tenant.owner, unstamped)).toMatchObject({ state: "Trusted" });
    const before = await inspect("ocsp", tenant.owner, stamped);
    const stampMs = Date.parse(before.activeManifest?.signer.time ?? "");
    // Both times are of whole seconds, and what is of one second is not before.
    await vi.waitFor(() => expect(Date.now()).toBeGreaterThanOrEqual(stampMs + 1_000), 5_000);
    await revoke();
    expect(await inspect("both", tenant.owner, unstamped)).toMatchObject({ state: "Well-Formed" });
    const after = await inspect("both", tenant.owner, stamped);
    expect(after.state).toBe("Trusted");
    expect(after.revocation.filter(({ leaf }) => leaf).map(({ result }) => result)).toEqual(["revoked", "revoked"]);
    expect(after.codes.filter(({ kind }) => kind === "failure")).toEqual([]);
    expect(after.checks.find(({ name }) => name === "revocation")?.detail).toMatch(/was revoked at .* existed by/);
    // Nobody else trusts that authority, so to them its time is a claim.
    expect(await inspect("both", anonymousCtx(wiring), stamped)).toMatchObject({ state: "Well-Formed" });
  } finally {
    await tsa.close();
  }
});

async function stampedBy({ owner }: TestTenant): Promise<{ unstamped: Uint8Array; stamped: Uint8Array }> {
  const bytes = Uint8Array.from(await picture(1));
  const { output: unstamped, label } = await bench.sign(bytes, "image/jpeg", "remote", signer);
  const stamper = owner.ports.openStamper(await openService(owner, "std"));
  try {
    const { token } = await stamper.stamp(stampImprint(unstamped, label));
    return { unstamped, stamped: withStamp(unstamped, label, token) ?? new Uint8Array() };
  } finally {
    await stamper.close();
  }
}

test("a credential that was revoked leaves the manifest Well-Formed, by either way of asking", async () => {
  await revoke();
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
