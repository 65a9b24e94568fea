import { expect, test } from "vitest";
import type { Validation } from "../../lib/ports/media.ts";
import { checksOf } from "../../lib/proof/checks-of.ts";
import { revalidationSentences } from "../../lib/proof/revalidation-sentences.ts";
import { stampedAt } from "../../lib/proof/stamped-at.ts";
import { stateOf } from "../../lib/proof/state-of.ts";

const now = new Date("2026-06-01T00:00:00.000Z");
const active: NonNullable<Validation["activeManifest"]> = {
  label: "urn:c2pa:1",
  title: null,
  claimGenerator: null,
  signer: { issuer: null, commonName: null, algorithm: null, time: null },
  chain: [
    {
      pem: "",
      subject: "CN=leaf",
      issuer: "CN=ca",
      notBefore: "2025-01-01T00:00:00.000Z",
      notAfter: "2026-01-01T00:00:00.000Z",
      extendedKeyUsage: ["1.3.6.1.5.5.7.3.36"],
    },
  ],
  actions: [],
  ingredients: [],
  ingredientTree: [],
};
const code = (text: string, kind: Validation["codes"][number]["kind"] = "failure", url: string | null = null) => ({
  code: text,
  kind,
  url,
  explanation: null,
});
const stateWith = (...failures: string[]) =>
  stateOf({ state: "Invalid", codes: failures.map((each) => code(each)), activeManifest: active });

test("a signature, credential, time or hash that does not hold leaves a manifest Well-Formed", () => {
  for (const failure of [
    "claimSignature.mismatch",
    "claimSignature.outsideValidity",
    "signingCredential.untrusted",
    "signingCredential.invalid",
    "signingCredential.expired",
    "signingCredential.ocsp.revoked",
    "assertion.dataHash.mismatch",
    "assertion.bmffHash.mismatch",
    "assertion.boxesHash.mismatch",
    "assertion.hashedURI.mismatch",
    "ingredient.manifest.mismatch",
    "timeStamp.mismatch",
  ])
    expect(stateWith(failure)).toBe("Well-Formed");
});

test("what is missing, malformed, out of place or unknown does not", () => {
  for (const failure of [
    "claim.missing",
    "claim.multiple",
    "claim.hardBindings.missing",
    "claimSignature.missing",
    "assertion.missing",
    "assertion.cbor.invalid",
    "assertion.undeclared",
    "assertion.action.malformed",
    "assertion.dataHash.malformed",
    "ingredient.manifest.missing",
    "manifest.multipleParents",
    "algorithm.unsupported",
    "general.error",
    "a.code.of.tomorrow",
  ])
    expect(stateWith("assertion.dataHash.mismatch", failure)).toBe("Invalid");
});

test("only Invalid is looked at again, and without an active manifest or a failure it stays", () => {
  const codes = [code("signingCredential.untrusted")];
  for (const state of ["Valid", "Trusted"] as const)
    expect(stateOf({ state, codes, activeManifest: active })).toBe(state);
  expect(stateOf({ state: "Invalid", codes, activeManifest: null })).toBe("Invalid");
  expect(stateOf({ state: "Invalid", codes: [], activeManifest: active })).toBe("Invalid");
});

test("what was looked up and failed leaves no manifest better than Well-Formed; what is only told changes nothing", () => {
  for (const text of [
    "signingCredential.ocsp.revoked",
    "signingCredential.ocsp.unknown",
    "com.c2concierge.crl.revoked",
  ])
    for (const state of ["Valid", "Trusted"] as const) {
      expect(stateOf({ state, codes: [code(text)], activeManifest: active })).toBe("Well-Formed");
      expect(stateOf({ state, codes: [code(text, "informational")], activeManifest: active })).toBe(state);
    }
});

test("only the active manifest's own trusted stamp says when it existed", () => {
  const stamped = { ...active, signer: { ...active.signer, time: "2025-06-01T00:00:00.000Z" } };
  const at = (...codes: Validation["codes"]) => stampedAt({ state: "Trusted", codes, activeManifest: stamped });
  expect(at(code("timeStamp.trusted", "success"))).toBe("2025-06-01T00:00:00.000Z");
  expect(at(code("timeStamp.validated", "success"), code("timeStamp.untrusted", "informational"))).toBeNull();
  const elsewhere = "self#jumbf=/c2pa/urn:c2pa:2/c2pa.signature";
  expect(at(code("timeStamp.trusted", "success", elsewhere))).toBeNull();
  expect(stampedAt(null)).toBeNull();
});

const checksWith = (codes: Validation["codes"], anchors = 1) =>
  new Map(
    checksOf({ codes, activeManifest: { ...active, ingredients: [] }, anchors, revocation: [] }, now).map((check) => [
      check.name,
      check,
    ]),
  );

test("each check rests on its own codes, verbatim", () => {
  const checks = checksWith([
    code("claimSignature.validated", "success"),
    code("claimSignature.insideValidity", "success"),
    code("signingCredential.untrusted"),
    code("assertion.dataHash.mismatch"),
    code("timeStamp.mismatch", "informational"),
  ]);
  expect(checks.get("signature")).toMatchObject({ result: "passed", codes: ["claimSignature.validated"] });
  expect(checks.get("chain")).toMatchObject({ result: "failed", codes: ["signingCredential.untrusted"] });
  expect(checks.get("hard binding")).toMatchObject({ result: "failed", codes: ["assertion.dataHash.mismatch"] });
  expect(checks.get("time-stamp")).toMatchObject({ result: "failed", codes: ["timeStamp.mismatch"] });
  expect(checks.get("revocation")).toMatchObject({ result: "not told", codes: [] });
  expect(checks.get("extended key usage")).toMatchObject({ result: "passed" });
});

test("a certificate that is over now may have been within its dates at the signature", () => {
  const dates = checksWith([code("claimSignature.insideValidity", "success")]).get("dates");
  expect(dates?.result).toBe("passed");
  expect(dates?.detail).toContain("which is not now");
});

test("a failure in an ingredient's own manifest is the ingredients', and its missing trust is not a failure", () => {
  const at = "self#jumbf=/c2pa/urn:c2pa:other/c2pa.signature";
  const untrusted = checksWith([code("signingCredential.untrusted", "failure", at)]);
  expect(untrusted.get("chain")?.result).toBe("not told");
  expect(untrusted.get("ingredients")?.result).toBe("not told");
  const broken = checksWith([code("claimSignature.mismatch", "failure", at)]);
  expect(broken.get("signature")?.result).toBe("not told");
  expect(broken.get("ingredients")).toMatchObject({ result: "failed", codes: ["claimSignature.mismatch"] });
});

const stampCheckOf = (...codes: Validation["codes"]) => {
  const signer = { ...active.signer, time: "2025-06-01T00:00:00+00:00" };
  const seen = { codes, activeManifest: { ...active, ingredients: [], signer }, anchors: 1, revocation: [] };
  return checksOf(seen, now).find(({ name }) => name === "time-stamp");
};
const ended = (...codes: Validation["codes"]) => {
  const judged = { state: "Well-Formed" as const, codes, anchors: 1 };
  const certificateEnds = new Date("2026-01-01T00:00:00.000Z");
  const seen = { asset: "same", stored: "same", certificateEnds, own: judged, trusted: judged } as const;
  return revalidationSentences(seen, now).at(-1);
};

test("a token that anybody could have made is neither a proof of time nor a failure", () => {
  const homeMade = [code("timeStamp.untrusted", "informational"), code("timeStamp.validated", "success")];
  expect(stampCheckOf(...homeMade)).toMatchObject({ result: "not told", codes: [] });
  expect(stampCheckOf(...homeMade)?.detail).toMatch(/not trusted here names the time 2025-06-01/);
  expect(ended(...homeMade)).toMatch(/does not show that it existed before/);
  const ours = [code("timeStamp.validated", "success"), code("timeStamp.trusted", "success")];
  expect(stampCheckOf(...ours)).toMatchObject({ result: "passed", codes: ["timeStamp.trusted"] });
  expect(ended(...ours)).toMatch(/shows that the manifest existed before/);
});
