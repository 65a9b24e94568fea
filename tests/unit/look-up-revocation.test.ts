import { X509Certificate } from "node:crypto";
import { expect, test } from "vitest";
import type { Ctx } from "../../lib/ports/ctx.ts";
import type { CertificateFacts } from "../../lib/ports/media.ts";
import type { RevocationAnswer, RevocationQuestion } from "../../lib/ports/revocation.ts";
import { lookUpRevocation } from "../../lib/proof/look-up-revocation.ts";
import { makeChain, makeRoot } from "../support/certificates.ts";

const factsOf = (pem: string): CertificateFacts => {
  const { subject, issuer } = new X509Certificate(pem);
  return { pem, subject, issuer, notBefore: "", notAfter: "", extendedKeyUsage: [] };
};

const none = { url: null, thisUpdate: null, nextUpdate: null, revokedAt: null, reason: null, detail: "" };

/** A responder that gives this answer, or none, to whatever it is asked, and notes the questions. */
function asking(answer: Partial<RevocationAnswer> = {}) {
  const asked: RevocationQuestion[] = [];
  const ask = async (question: RevocationQuestion) => {
    asked.push(question);
    return { ...none, result: "inaccessible" as const, ...answer };
  };
  return { asked, ctx: { ports: { revocation: { ask } }, now: () => new Date() } as unknown as Ctx };
}

function counted(anchors: string[]): { anchors: string[]; reads: () => number } {
  let reads = 0;
  const get = (of: string[], key: string | symbol) => {
    if (typeof key === "string" && /^\d+$/.test(key)) reads++;
    return Reflect.get(of, key);
  };
  return { anchors: new Proxy(anchors, { get }), reads: () => reads };
}

test("for all questions each anchor is read once, with turns for others, and only those of the issuer's name are tried", async () => {
  const chain = await makeChain("es256");
  const other = (await makeRoot({ name: "Somebody else" })).pem;
  const { anchors, reads } = counted([...Array(300).fill(other), chain.root.pem, "no certificate"]);
  const { ctx, asked } = asking();
  let turns = 0;
  const counting = setInterval(() => turns++, 0);
  const found = await lookUpRevocation(
    ctx,
    "both",
    [chain.leafPem, chain.intermediate.pem].map(factsOf),
    anchors,
    null,
  );
  clearInterval(counting);
  expect(found).toHaveLength(4);
  expect(reads()).toBe(302);
  expect(turns).toBeGreaterThan(0);
  expect(asked.map(({ issuerPem }) => issuerPem)).toEqual(
    [chain.intermediate, chain.intermediate, chain.root, chain.root].map(({ pem }) =>
      expect.stringContaining(pem.trim()),
    ),
  );
});

test("of anchors that all have the issuer's name only a few are tried, and none is read where nothing is asked", async () => {
  const chain = await makeChain("es256");
  const { ctx, asked } = asking();
  await lookUpRevocation(ctx, "ocsp", [factsOf(chain.intermediate.pem)], Array(100).fill(chain.root.pem), null);
  expect(asked.length).toBe(8);
  const { anchors, reads } = counted([chain.root.pem]);
  expect(await lookUpRevocation(ctx, "none", [factsOf(chain.leafPem)], anchors, null)).toEqual([]);
  expect(reads()).toBe(0);
});

const at = (second: number) => new Date(Date.UTC(2026, 5, 1, 12, 0, second)).toISOString();

test.each<[string, string | null, Partial<RevocationAnswer>, string]>([
  ["after a trusted stamp", at(1), { result: "revoked", revokedAt: at(2) }, "informational"],
  ["before it", at(3), { result: "revoked", revokedAt: at(2) }, "failure"],
  ["in the same second", at(2), { result: "revoked", revokedAt: at(2) }, "failure"],
  ["without a trusted stamp", null, { result: "revoked", revokedAt: at(2) }, "failure"],
  ["at a time that is not told", at(1), { result: "revoked" }, "failure"],
  ["not, but unknown to the responder", at(1), { result: "unknown" }, "failure"],
])("a certificate that was revoked %s", async (_, stamped, answer, kind) => {
  const chain = await makeChain("es256");
  const { ctx } = asking({ url: "http://ocsp.example/", ...answer });
  const [leaf] = await lookUpRevocation(ctx, "ocsp", [chain.leafPem, chain.intermediate.pem].map(factsOf), [], stamped);
  expect(leaf).toMatchObject({ kind, result: answer.result, code: `signingCredential.ocsp.${answer.result}` });
});
