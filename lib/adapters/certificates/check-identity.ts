import { sha256Hex } from "../../kernel/bytes.ts";
import type { Finding, GivenIdentity, IdentityCheck } from "../../ports/certificates.ts";
import type { SigningAlgorithm } from "../../ports/signer.ts";
import { checkAuthority, checkLeaf } from "./check-certificate.ts";
import { checkOrder } from "./check-order.ts";
import type { Find } from "./find.ts";
import { readGivenKey } from "./read-given-key.ts";
import { isSelfSigned, pemOf, type ReadCertificate, readPem } from "./read-pem.ts";

const certificatesMax = 10;
const warnDays = 30;
const dayMs = 86_400_000;

/** All findings at once: who mends a chain should not have to come back for each. */
export function checkIdentity({ chainPem, anchorPem, key: given, now }: GivenIdentity): IdentityCheck {
  const read = readPem(chainPem);
  const findings: Finding[] = unreadable(read, "chain");
  const find = (code: string, sentence: string) => void findings.push({ code, sentence });
  const [leaf] = read.certificates;
  if (!leaf) return { kind: "unsound", findings };
  if (read.certificates.length > certificatesMax) {
    find("too_many", `A chain has ${certificatesMax} certificates at most; this one has ${read.certificates.length}.`);
    return { kind: "unsound", findings };
  }

  const { chain, anchor } = withoutAnchor(read.certificates, anchorPem, findings);
  checkLeaf(leaf, now, find);
  const authorities = anchor ? [...chain.slice(1), anchor] : chain.slice(1);
  authorities.forEach((authority, below) => {
    checkAuthority(authority, { below, isAnchor: authority === anchor, now }, find);
  });
  checkOrder([chain[0] ?? leaf, ...authorities], find);
  const algorithm = algorithmOf(leaf, find);
  const key = readGivenKey(given, leaf, find);
  if (findings.length > 0 || !anchor || !algorithm || !key) return { kind: "unsound", findings };
  const facts = {
    keyId: sha256Hex(new Uint8Array(leaf.native.raw)),
    algorithm,
    chainPem: chain.map(pemOf).join(""),
    anchorPem: pemOf(anchor),
    notAfter: earliestEnd([leaf, ...authorities]),
  };
  return { kind: "sound", facts, privateKeyPem: key.privateKeyPem, warnings: warningsOf(facts.notAfter, now) };
}

type Read = ReturnType<typeof readPem>;

function unreadable({ certificates, unreadable: positions, others }: Read, where: "chain" | "anchor"): Finding[] {
  const findings = positions.map((position) => ({
    code: "unreadable",
    sentence: `Certificate ${position} of the ${where} cannot be read. Export it again as PEM.`,
  }));
  if (others.some((label) => label.endsWith("PRIVATE KEY")))
    findings.push({
      code: "key_in_chain",
      sentence: `The ${where} holds a private key. Certificates only go there; the key has a field of its own.`,
    });
  if (certificates.length === 0 && positions.length === 0)
    findings.push({
      code: "no_certificate",
      sentence: `The ${where} holds no certificate. Give PEM, which begins with -----BEGIN CERTIFICATE-----, and not DER or PKCS#12.`,
    });
  return findings;
}

/** The root is the anchor, wherever it was given, and is not sent along in manifests. */
function withoutAnchor(certificates: ReadCertificate[], anchorPem: string | null, findings: Finding[]) {
  const last = certificates.at(-1);
  const rootIncluded = certificates.length > 1 && last !== undefined && isSelfSigned(last);
  const chain = rootIncluded ? certificates.slice(0, -1) : certificates;
  if (anchorPem === null) {
    if (!rootIncluded && last)
      findings.push({
        code: "no_anchor",
        sentence: isSelfSigned(last)
          ? `${last.name} signed itself. C2PA wants a certificate that an authority issued: give its chain up to the root.`
          : `${last.name} is the chain's last, and another certificate signed it. Give that root at the end of the chain, or apart from it.`,
      });
    return { chain, anchor: rootIncluded ? last : null };
  }
  const read = readPem(anchorPem);
  findings.push(...unreadable(read, "anchor"));
  const [anchor, ...more] = read.certificates;
  if (more.length > 0)
    findings.push({ code: "several_anchors", sentence: "Give one certificate as the anchor: the root of this chain." });
  if (anchor && rootIncluded && last && !anchor.native.raw.equals(last.native.raw))
    findings.push({
      code: "other_anchor",
      sentence: `The chain ends with the root ${last.name}, and the anchor is another certificate. Leave one of them out.`,
    });
  return { chain, anchor: anchor ? { ...anchor, name: `The anchor (${anchor.name})` } : null };
}

function algorithmOf({ native, name }: ReadCertificate, find: Find): SigningAlgorithm | null {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = native.publicKey;
  if (type === "ed25519") return "ed25519";
  if (type === "ec" && details?.namedCurve === "prime256v1") return "es256";
  if (type === "ec" && details?.namedCurve === "secp384r1") return "es384";
  if (type === "rsa" && (details?.modulusLength ?? 0) >= 2048) return "ps256";
  const what = type === "rsa" ? `RSA of ${details?.modulusLength} bits` : `${type} ${details?.namedCurve ?? ""}`.trim();
  find(
    "key_kind",
    `${name} is for a key of the kind ${what}. Have it issued for P-256, P-384, Ed25519, or RSA of 2048 bits or more.`,
  );
  return null;
}

/** An identity is over when the first certificate of its chain is. */
function earliestEnd(certificates: readonly ReadCertificate[]): Date {
  return new Date(Math.min(...certificates.map(({ parsed }) => parsed.notAfter.getTime())));
}

function warningsOf(notAfter: Date, now: Date): Finding[] {
  const days = Math.floor((notAfter.getTime() - now.getTime()) / dayMs);
  if (days >= warnDays) return [];
  const sentence = `The chain holds for ${days} more ${days === 1 ? "day" : "days"}. Have its successor ready, so that runs can go on.`;
  return [{ code: "ends_soon", sentence }];
}
