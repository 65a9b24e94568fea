import { X509Certificate } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import type { Ctx } from "../ports/ctx.ts";
import type { CertificateFacts } from "../ports/media.ts";
import type { RevocationAnswer } from "../ports/revocation.ts";
import type { ProofFindings, RevocationView } from "./schema.ts";

export type RevocationWish = "none" | "ocsp" | "crl" | "both";
type Code = ProofFindings["codes"][number];

const certificatesMax = 4;
/** Authorities that renewed their certificate under one name; more is somebody's joke. */
const issuersMax = 8;

/**
 * Asks about each certificate of the chain whose issuer is at hand: the next one in the chain, or one of the anchors. A
 * chain that ends without its issuer leaves the last certificate unasked, which is told. `stampedAt` is the time by
 * which a trusted stamp shows that the manifest existed: what was revoked later was good then, and that is no failure.
 */
export async function lookUpRevocation(
  ctx: Ctx,
  wish: RevocationWish,
  chain: readonly CertificateFacts[],
  anchorsPem: readonly string[],
  stampedAt: string | null,
): Promise<RevocationView[]> {
  const ways = wish === "both" ? (["ocsp", "crl"] as const) : wish === "none" ? [] : [wish];
  const questions = chain
    .slice(0, certificatesMax)
    .flatMap((certificate, at) => ways.map((by) => ({ certificate, at, by })));
  const anchors = await byName(anchorsPem, new Set(questions.map(({ certificate }) => certificate.issuer)));
  return Promise.all(
    questions.map(async ({ certificate, at, by }) => {
      const next = chain[at + 1];
      const issuers = [...(anchors.get(certificate.issuer) ?? [])];
      if (next?.subject === certificate.issuer) issuers.unshift(next.pem);
      const answer = await askAny(ctx, by, certificate, issuers);
      return { certificate: certificate.subject, leaf: at === 0, by, ...answer, ...codeOf(by, answer, stampedAt) };
    }),
  );
}

const anchorsAtOnce = 50;

/**
 * The anchors of these names, for only they can have issued what names them. Trust lists are long: each anchor is read
 * once for all questions, and others get their turn meanwhile.
 */
async function byName(anchorsPem: readonly string[], names: ReadonlySet<string>): Promise<Map<string, string[]>> {
  const found = new Map([...names].map((name) => [name, [] as string[]]));
  if (names.size === 0) return found;
  for (const [at, pem] of anchorsPem.entries()) {
    if (at % anchorsAtOnce === anchorsAtOnce - 1) await setImmediate();
    const of = found.get(subjectOf(pem) ?? "");
    if (of && of.length < issuersMax) of.push(pem);
  }
  return found;
}

function subjectOf(pem: string): string | null {
  try {
    return new X509Certificate(pem).subject;
  } catch {
    return null;
  }
}

/** Of the possible issuers the first that did issue it is who counts. */
async function askAny(
  ctx: Ctx,
  by: "ocsp" | "crl",
  { pem, subject, issuer }: CertificateFacts,
  issuers: readonly string[],
): Promise<RevocationAnswer> {
  let answer: RevocationAnswer | null = null;
  for (const issuerPem of subject === issuer ? [] : issuers) {
    answer = await ctx.ports.revocation.ask({ by, certificatePem: pem, issuerPem, now: ctx.now() });
    if (answer.url !== null || answer.result === "skipped") return answer;
  }
  const detail = subject === issuer ? "A root is not asked about." : "Its issuer's certificate is not at hand.";
  const none = { url: null, thisUpdate: null, nextUpdate: null, revokedAt: null, reason: null };
  return answer ?? { ...none, result: "skipped", detail };
}

/** OCSP's codes are the specification's; it has none for revocation lists, and ours are named as such. */
function codeOf(
  by: "ocsp" | "crl",
  { result, revokedAt }: RevocationAnswer,
  stampedAt: string | null,
): { code: string; kind: Code["kind"] } {
  const code = `${by === "ocsp" ? "signingCredential.ocsp" : "com.c2concierge.crl"}.${result}`;
  if (result === "notRevoked") return { code, kind: "success" };
  const fails = result === "unknown" || (result === "revoked" && !isBefore(stampedAt, revokedAt));
  return { code, kind: fails ? "failure" : "informational" };
}

function isBefore(one: string | null, other: string | null): boolean {
  return one !== null && other !== null && Date.parse(one) < Date.parse(other);
}

/** As status codes beside the SDK's. */
export function revocationCodes(found: readonly RevocationView[]): Code[] {
  return found.map(({ code, kind, url, certificate, detail }) => ({
    code,
    kind,
    url,
    explanation: `${certificate.replaceAll("\n", ", ")}: ${detail}`,
  }));
}
