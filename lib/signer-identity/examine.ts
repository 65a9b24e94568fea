import { asFault } from "../kernel/fault.ts";
import type { CertificateFacts, Finding, IdentityCheck } from "../ports/certificates.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { KmsSecret, SignerFacts, SignerSecret } from "../ports/signer.ts";
import type { IdentityCandidate } from "./schema.ts";
import { trySigning } from "./try-signing.ts";

export type Examined = { certificates: CertificateFacts[]; warnings: Finding[] } & (
  | { kind: "sound"; facts: SignerFacts; secret: SignerSecret }
  | { kind: "unsound"; findings: Finding[] }
);

/**
 * Whether a chain and its key can be an identity: what the certificates say, whether the key is theirs, and last whether what it
 * signs reads back Trusted. Keeps nothing. Throws Fault `upstream` where a key service does not answer.
 */
export async function examine(ctx: TenantCtx, candidate: IdentityCandidate): Promise<Examined> {
  const { certificates: reader } = ctx.ports;
  const { chainPem, anchorPem } = candidate;
  const certificates = reader.describe(chainPem).slice(0, 10);
  const unsound = (findings: Finding[]): Examined => ({ kind: "unsound", findings, certificates, warnings: [] });
  const keyOf = await givenKey(ctx, candidate);
  if ("finding" in keyOf) return unsound([keyOf.finding]);
  const check: IdentityCheck = reader.checkIdentity({ chainPem, anchorPem, key: keyOf.key, now: ctx.now() });
  if (check.kind === "unsound") return unsound(check.findings);
  const { facts, warnings, privateKeyPem } = check;
  const secret = secretOf(candidate, privateKeyPem);
  const wrong = await trySigning(ctx, facts, secret);
  return wrong ? unsound([wrong]) : { kind: "sound", facts, secret, certificates, warnings };
}

type GivenKey = Parameters<TenantCtx["ports"]["certificates"]["checkIdentity"]>[0]["key"];

async function givenKey(
  ctx: TenantCtx,
  candidate: IdentityCandidate,
): Promise<{ key: GivenKey } | { finding: Finding }> {
  if (candidate.kind === "uploaded") return { key: { kind: "private", pem: candidate.privateKeyPem } };
  try {
    return { key: { kind: "public", spki: await ctx.ports.readKmsPublicKey(kmsSecret(candidate)) } };
  } catch (thrown) {
    const { code, message, details } = asFault(thrown);
    // A person has to act: that is a finding like the others. What may pass by itself is the caller's to try again.
    if (details?.what !== "identity" && code !== "invalid") throw thrown;
    return { finding: { code: "key_service", sentence: message } };
  }
}

function secretOf(candidate: IdentityCandidate, privateKeyPem: string | null): SignerSecret {
  if (candidate.kind === "kms") return kmsSecret(candidate);
  // The check read it from the candidate's own text a moment ago.
  return { kind: "pem", privateKeyPem: privateKeyPem ?? candidate.privateKeyPem };
}

function kmsSecret({ key, region, endpoint, credentials }: Extract<IdentityCandidate, { kind: "kms" }>): KmsSecret {
  return { kind: "kms", key, region, endpoint, credentials };
}
