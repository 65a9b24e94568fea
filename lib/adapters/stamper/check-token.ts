import "reflect-metadata";
import { constants, createHash, verify } from "node:crypto";
import { id_ct_tstInfo, type TSTInfo } from "@peculiar/asn1-tsp";
import * as x509 from "@peculiar/x509";
import { hex, sha256Hex } from "../../kernel/bytes.ts";
import { Fault } from "../../kernel/fault.ts";
import type { CheckStamp } from "../../ports/stamper.ts";
import { inDate, leadsToAnchor, type ReadCertificate, readPem } from "./certificate-path.ts";
import { derAt, oidOf, readDer } from "./read-der.ts";
import { readToken, type TokenSigner } from "./read-token.ts";
import { stampFault } from "./stamp-fault.ts";
import { sha256Oid } from "./time-stamp-message.ts";

const contentType = "1.2.840.113549.1.9.3";
const messageDigest = "1.2.840.113549.1.9.4";
const timeStampingPurpose = "1.3.6.1.5.5.7.3.8";
const signingCertificate = "1.2.840.113549.1.9.16.2.12";
const signingCertificateV2 = "1.2.840.113549.1.9.16.2.47";
const rsaPss = "1.2.840.113549.1.1.10";
const hashes: Readonly<Record<string, string>> = {
  [sha256Oid]: "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
};

/** Two clocks never agree wholly. */
const clockSlackMs = 60_000;

/**
 * Every check of RFC 3161 (2.4.2) and of CMS (RFC 5652, 5.4) that a token must pass before it counts: one signer; its
 * attributes over the very TSTInfo; the signature; the certificate named in the attributes, critically and only for
 * time-stamping, in date at the token's time, and leading to an anchor; the imprint; a time that is not to come.
 * `nonce` is checked where one is given.
 */
export async function checkToken(
  token: Uint8Array,
  expected: Parameters<CheckStamp>[1] & { nonce?: Uint8Array },
): ReturnType<CheckStamp> {
  const { info, signer, certificates, content } = readToken(token);
  const { algorithm } = info.messageImprint.hashAlgorithm;
  const imprint = new Uint8Array(info.messageImprint.hashedMessage.buffer);
  if (algorithm !== sha256Oid || Buffer.compare(imprint, expected.imprint) !== 0) throw stampFault("wrong_imprint");
  if (expected.nonce && (!info.nonce || !sameNumber(new Uint8Array(info.nonce), expected.nonce)))
    throw stampFault("wrong_nonce");
  const leaf = checkSignature(content, signer, certificates);
  const tsa = leaf.facts.subject.slice(0, 300);
  const { genTime } = info;
  if (genTime.getTime() > expected.now.getTime() + clockSlackMs) throw stampFault("wrong_clock", genTime.toISOString());
  checkPurpose(leaf, tsa);
  if (!inDate(leaf, genTime))
    throw stampFault("certificate_expired", `${tsa}, until ${leaf.facts.notAfter.toISOString()}`);
  if (!leadsToAnchor(leaf, certificates, readPem(expected.anchorsPem), genTime)) throw stampFault("untrusted", tsa);
  return {
    token,
    tokenSha256: sha256Hex(token),
    time: genTime,
    serial: hex(new Uint8Array(info.serialNumber)),
    policy: info.policy,
    tsa,
    tsaNotAfter: leaf.facts.notAfter,
    accuracyMs: accuracyOf(info),
  };
}

/** The certificate whose key signed. Throws Fault `bad_signature` for anything that does not hold. */
function checkSignature(content: Uint8Array, signer: TokenSigner, certificates: ReadCertificate[]): ReadCertificate {
  try {
    const { values } = signer;
    const hash = hashes[signer.digestAlgorithm];
    if (!hash) throw stampFault("bad_signature", `by the algorithm ${signer.digestAlgorithm}`);
    if (oidOf(values.get(contentType) ?? new Uint8Array()) !== id_ct_tstInfo) throw stampFault("bad_signature");
    const digest = derAt(values.get(messageDigest) ?? new Uint8Array(), 0).content;
    if (!createHash(hash).update(content).digest().equals(digest)) throw stampFault("bad_signature");
    const leaf = certificates.find(({ der }) => namesCertificate(values, der));
    if (!leaf) throw stampFault("bad_signature", "the token does not hold the certificate that it names");
    const signed = Uint8Array.from(signer.attributes);
    // Signed as the SET OF that it is, sent under a context tag (RFC 5652, 5.4).
    signed[0] = 0x31;
    const key = leaf.native.publicKey;
    const how =
      signer.signatureAlgorithm === rsaPss
        ? { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO }
        : { key };
    if (!verify(key.asymmetricKeyType === "ed25519" ? null : hash, signed, how, signer.signature))
      throw stampFault("bad_signature");
    return leaf;
  } catch (thrown) {
    if (thrown instanceof Fault) throw thrown;
    throw stampFault("bad_signature", undefined, { cause: thrown });
  }
}

/** SigningCertificateV2 (RFC 5816; SHA-256 unless it says otherwise) or the older SigningCertificate (SHA-1). */
function namesCertificate(values: ReadonlyMap<string, Uint8Array>, der: Uint8Array): boolean {
  const second = values.get(signingCertificateV2);
  const value = second ?? values.get(signingCertificate);
  if (!value) return false;
  const parts = readDer(derAt(value, 0, 0, 0).content);
  const named = parts.find(({ tag }) => tag === 0x04)?.content;
  const algorithm = parts[0]?.tag === 0x30 ? hashes[oidOf(parts[0].content)] : second ? "sha256" : "sha1";
  return Boolean(named && algorithm && createHash(algorithm).update(der).digest().equals(named));
}

/** RFC 3161, 2.3: the one purpose, and critical. */
function checkPurpose({ facts }: ReadCertificate, tsa: string): void {
  const purposes = facts.getExtension(x509.ExtendedKeyUsageExtension);
  const [only, ...more] = purposes?.usages ?? [];
  if (!purposes?.critical || only !== timeStampingPurpose || more.length > 0) throw stampFault("wrong_purpose", tsa);
}

/** Integers in DER may begin with a zero byte that is no part of the number. */
function sameNumber(a: Uint8Array, b: Uint8Array): boolean {
  const plain = (bytes: Uint8Array) => hex(bytes).replace(/^(00)+/, "");
  return plain(a) === plain(b);
}

function accuracyOf({ accuracy }: TSTInfo): number | null {
  if (!accuracy) return null;
  return (accuracy.seconds ?? 0) * 1000 + (accuracy.millis ?? 0) + (accuracy.micros ?? 0) / 1000;
}
