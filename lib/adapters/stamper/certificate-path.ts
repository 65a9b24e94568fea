import "reflect-metadata";
import { X509Certificate as Certificate } from "node:crypto";
import * as x509 from "@peculiar/x509";

/** One certificate, for looking at and for checking signatures with. */
export interface ReadCertificate {
  der: Uint8Array;
  facts: x509.X509Certificate;
  native: Certificate;
}

/** Longer paths are nobody's: public authorities have two or three steps. */
const stepsMax = 6;

/** An authority signs every token with the same few certificates, and reading one costs more than checking its signature. */
const known = new Map<string, ReadCertificate>();
const knownMax = 64;

/** Throws where the bytes are no certificate. */
export function readCertificate(der: Uint8Array): ReadCertificate {
  const name = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString("base64");
  const before = known.get(name);
  if (before) return before;
  const own = Uint8Array.from(der);
  const read = { der: own, facts: new x509.X509Certificate(own), native: new Certificate(own) };
  // Emptied rather than searched for the oldest: it fills again with what is asked for.
  if (known.size >= knownMax) known.clear();
  known.set(name, read);
  return read;
}

/** All certificates of a PEM text. Throws RangeError where there is none, or where one does not read. */
export function readPem(pem: string): ReadCertificate[] {
  try {
    const found = x509.PemConverter.decode(pem).map((der) => readCertificate(new Uint8Array(der)));
    if (found.length > 0) return found;
  } catch {
    // Answered below: what the parser says of it helps nobody.
  }
  throw new RangeError("no certificates in PEM");
}

export function inDate({ facts }: ReadCertificate, at: Date): boolean {
  return facts.notBefore <= at && at <= facts.notAfter;
}

/**
 * Whether a path of signatures leads from `leaf` over `others` to one of `anchors`, each authority on it allowed to
 * certify and in date at `at` (RFC 5280, 6.1, without policies, names and revocation). An anchor's own dates are not
 * asked: naming it was the decision to trust it.
 */
export function leadsToAnchor(
  leaf: ReadCertificate,
  others: readonly ReadCertificate[],
  anchors: readonly ReadCertificate[],
  at: Date,
): boolean {
  let here = leaf;
  for (let step = 0; step < stepsMax; step++) {
    if (anchors.some(({ der }) => Buffer.compare(der, here.der) === 0)) return true;
    if (anchors.some((anchor) => certified(here, anchor))) return true;
    const issuer = others.find((other) => other !== here && certified(here, other) && inDate(other, at));
    if (!issuer) return false;
    here = issuer;
  }
  return false;
}

function certified(subject: ReadCertificate, issuer: ReadCertificate): boolean {
  const usages = issuer.facts.getExtension(x509.KeyUsagesExtension)?.usages;
  const mayCertify = issuer.native.ca && (usages === undefined || (usages & x509.KeyUsageFlags.keyCertSign) !== 0);
  return mayCertify && subject.native.checkIssued(issuer.native) && subject.native.verify(issuer.native.publicKey);
}
