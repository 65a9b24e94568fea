import type { Find } from "./find.ts";
import { asnOf, type ReadCertificate } from "./read-pem.ts";
import * as x509 from "./x509.ts";

/** E-mail protection, document signing (RFC 9336) and C2PA claim signing: what validators take for a claim signer. */
const purposes = { email: "1.3.6.1.5.5.7.3.4", documents: "1.3.6.1.5.5.7.3.36", claims: "1.3.6.1.4.1.62558.2.1" };
const anyPurpose = "2.5.29.37.0";
/** C2PA 2.2, 14.5.1: a certificate for time-stamps or OCSP answers is for nothing else. */
const otherPurposes: Record<string, string> = { "1.3.6.1.5.5.7.3.8": "time-stamping", "1.3.6.1.5.5.7.3.9": "OCSP" };

/** Signature algorithms of certificates that C2PA allows (14.5.1), by OID. */
const soundSignatures = new Set([
  "1.2.840.10045.4.3.2", // ecdsa-with-SHA256
  "1.2.840.10045.4.3.3", // ecdsa-with-SHA384
  "1.2.840.10045.4.3.4", // ecdsa-with-SHA512
  "1.2.840.113549.1.1.11", // sha256WithRSAEncryption
  "1.2.840.113549.1.1.12", // sha384WithRSAEncryption
  "1.2.840.113549.1.1.13", // sha512WithRSAEncryption
  "1.2.840.113549.1.1.10", // RSASSA-PSS
  "1.3.101.112", // Ed25519
]);

/** What C2PA's profile wants of the certificate that signs claims. */
export function checkLeaf(leaf: ReadCertificate, now: Date, find: Find): void {
  const { parsed, name } = leaf;
  checkAny(leaf, { isAnchor: false, now }, find);
  if (parsed.getExtension(x509.BasicConstraintsExtension)?.ca)
    find(
      "leaf_is_authority",
      `${name} is an authority's. The first certificate must be the claim signer's own, the leaf.`,
    );
  const usages = parsed.getExtension(x509.KeyUsagesExtension)?.usages ?? 0;
  if (!(usages & x509.KeyUsageFlags.digitalSignature))
    find("no_digital_signature", `${name} lacks the key usage digitalSignature. Have it issued with it.`);
  checkPurposes(parsed.getExtension(x509.ExtendedKeyUsageExtension)?.usages.map(String) ?? [], name, find);
}

function checkPurposes(found: string[], name: string, find: Find): void {
  if (found.includes(anyPurpose))
    find(
      "any_purpose",
      `${name} is for any purpose (anyExtendedKeyUsage), which C2PA refuses. Have it issued for claim signing.`,
    );
  for (const [oid, what] of Object.entries(otherPurposes))
    if (found.includes(oid)) find("other_purpose", `${name} is for ${what}, and such a certificate signs no claims.`);
  if (!Object.values(purposes).some((oid) => found.includes(oid)))
    find(
      "no_purpose",
      `${name} lacks an extended key usage for signing claims: C2PA claim signing (${purposes.claims}) or e-mail protection (${purposes.email}).`,
    );
}

/** What is wanted of whoever issued: `below` counts the authorities between it and the leaf. */
export function checkAuthority(
  authority: ReadCertificate,
  { below, isAnchor, now }: { below: number; isAnchor: boolean; now: Date },
  find: Find,
): void {
  const { parsed, name, native } = authority;
  checkAny(authority, { isAnchor, now }, find);
  const constraints = parsed.getExtension(x509.BasicConstraintsExtension);
  if (!constraints?.ca)
    find("no_authority", `${name} is no authority's, so it cannot have signed another certificate.`);
  else if (constraints.pathLength !== undefined && constraints.pathLength < below)
    find(
      "path_too_long",
      `${name} allows ${constraints.pathLength} authorities below it, and this chain has ${below}.`,
    );
  const usages = parsed.getExtension(x509.KeyUsagesExtension)?.usages;
  if (usages !== undefined && !(usages & x509.KeyUsageFlags.keyCertSign))
    find("no_cert_sign", `${name} may not sign certificates: it lacks the key usage keyCertSign.`);
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = native.publicKey;
  const sound =
    type === "ed25519" ||
    (type === "ec" && ["prime256v1", "secp384r1", "secp521r1"].includes(details?.namedCurve ?? "")) ||
    ((type === "rsa" || type === "rsa-pss") && (details?.modulusLength ?? 0) >= 2048);
  if (!sound) find("authority_key_kind", `${name} has a key of a kind or size that C2PA does not allow.`);
}

function checkAny(certificate: ReadCertificate, { isAnchor, now }: { isAnchor: boolean; now: Date }, find: Find): void {
  const { parsed, name } = certificate;
  const asn = asnOf(certificate);
  const day = (date: Date) => date.toISOString().slice(0, 10);
  // Counted from 0: 2 is version 3.
  if (asn.tbsCertificate.version !== 2) find("version", `${name} is not an X.509 certificate of version 3.`);
  if (parsed.notBefore > now) find("not_yet_valid", `${name} is not valid before ${day(parsed.notBefore)}.`);
  if (parsed.notAfter <= now)
    find("expired", `${name} ended on ${day(parsed.notAfter)}. Have it renewed and give the new one.`);
  // Who signed an anchor does not matter: it is trusted for being itself.
  if (isAnchor) return;
  if (!soundSignatures.has(asn.signatureAlgorithm.algorithm))
    find("weak_signature", `${name} was signed by an algorithm that C2PA does not allow, such as one with SHA-1.`);
  if (!parsed.getExtension(x509.AuthorityKeyIdentifierExtension))
    find("no_issuer_key_id", `${name} lacks the Authority Key Identifier, which C2PA wants. Have it issued with one.`);
}
