import { expect, test } from "vitest";
import type { ProofFindings } from "../../lib/proof/schema.ts";
import { scoreOf } from "../../lib/proof/score.ts";

const active: ProofFindings["activeManifest"] = {
  label: "urn:c2pa:1",
  title: null,
  claimGenerator: null,
  signer: { issuer: null, commonName: null, algorithm: null, time: null },
  chain: [],
  actions: [],
  ingredients: [],
};
const success = (...codes: string[]) =>
  codes.map((code) => ({ code, kind: "success" as const, url: null, explanation: null }));
const failure = (...codes: string[]) => success(...codes).map((each) => ({ ...each, kind: "failure" as const }));

const nowhere: ProofFindings["manifest"] = {
  where: "none",
  url: null,
  storeSha256: null,
  alsoEmbedded: false,
  links: [],
  provenance: null,
  tried: [],
  copy: null,
};

function seen(
  more: Partial<ProofFindings>,
  where: ProofFindings["manifest"]["where"] = "embedded",
  provenance = false,
) {
  const manifest = { ...nowhere, where, provenance: provenance ? "https://example.test/m.c2pa" : null };
  return { manifest, codes: [], activeManifest: active, ...more };
}

test("the checks' points are the documented ones and make 100", () => {
  const { checks } = scoreOf(seen({}));
  expect(checks.map(({ name, points }) => [name, points])).toEqual([
    ["manifest", 20],
    ["signature", 30],
    ["certificate", 25],
    ["proof URI", 10],
    ["proof found", 10],
    ["proofs match", 5],
  ]);
  expect(checks.reduce((sum, { points }) => sum + points, 0)).toBe(100);
});

test("no manifest is 0, and each check says why", () => {
  const { total, checks } = scoreOf(seen({ activeManifest: null }, "none"));
  expect(total).toBe(0);
  expect(checks.every(({ passed, why }) => !passed && why !== "")).toBe(true);
});

test("a store beside the file that fits, trusted, with an address in the XMP, is 100", () => {
  const codes = success("claimSignature.validated", "signingCredential.trusted", "assertion.dataHash.match");
  expect(scoreOf(seen({ codes }, "beside", true)).total).toBe(100);
});

test("an untrusted certificate costs the certificate's points alone", () => {
  const codes = [...success("claimSignature.validated"), ...failure("signingCredential.untrusted")];
  expect(scoreOf(seen({ codes })).total).toBe(50);
});

test("a failure wins over a success of the same kind", () => {
  const codes = [
    ...success("claimSignature.validated", "assertion.dataHash.match"),
    ...failure("claimSignature.mismatch", "assertion.dataHash.mismatch"),
  ];
  expect(scoreOf(seen({ codes }, "beside")).total).toBe(30);
});

test("an ingredient's failure is not the active manifest's", () => {
  const at = (label: string) => ({ url: `self#jumbf=/c2pa/${label}/c2pa.signature` });
  const codes = [
    ...failure("claimSignature.mismatch").map((each) => ({ ...each, ...at("urn:c2pa:other") })),
    ...success("claimSignature.validated").map((each) => ({ ...each, ...at("urn:c2pa:1") })),
  ];
  expect(scoreOf(seen({ codes })).checks[1]).toMatchObject({ passed: true, why: "claimSignature.validated" });
});

test("an address inside the file is no proof URI", () => {
  const inside = { ...nowhere, where: "embedded" as const, provenance: "self#jumbf=/c2pa/urn:c2pa:1" };
  expect(scoreOf(seen({ manifest: inside })).checks[3]?.passed).toBe(false);
});

test("a store that was fetched from a Link header's address and fits is worth the proof's points", () => {
  const codes = success("claimSignature.validated", "signingCredential.trusted", "assertion.dataHash.match");
  const manifest = { ...nowhere, where: "link" as const, links: ["https://example.test/m.c2pa"] };
  expect(scoreOf(seen({ codes, manifest })).total).toBe(100);
  const another = scoreOf(seen({ manifest, codes: [...codes.slice(0, 2), ...failure("assertion.dataHash.mismatch")] }));
  expect(another.checks.at(-1)).toMatchObject({ passed: false, why: "assertion.dataHash.mismatch" });
});

test("a copy that is another manifest than the embedded one was found, and does not match", () => {
  const copy = { url: "https://example.test/m.c2pa", label: "urn:c2pa:2", matches: false };
  const { checks } = scoreOf(seen({ manifest: { ...nowhere, where: "embedded", copy } }));
  expect(checks.slice(4).map(({ passed }) => passed)).toEqual([true, false]);
});
