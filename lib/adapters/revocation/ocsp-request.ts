import { createHash, randomBytes } from "node:crypto";
import { CertID, OCSPRequest, Request, TBSRequest } from "@peculiar/asn1-ocsp";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import { AlgorithmIdentifier, Extension } from "@peculiar/asn1-x509";
import type { ParsedCertificate } from "./certificate.ts";

export const nonceId = "1.3.6.1.5.5.7.48.1.2";
const sha1 = "1.3.14.3.2.26";
const nonceBytes = 16;

export interface OcspQuestion {
  bytes: Uint8Array;
  certId: CertID;
  /** The DER of the nonce as it was sent. */
  nonce: Buffer;
}

/**
 * A request about one certificate (RFC 6960, 4.1), with a nonce (RFC 9654). Names the issuer by SHA-1, which every
 * responder knows; nothing rests on that hash but which certificate is meant.
 */
export function ocspRequest(certificate: ParsedCertificate, issuer: ParsedCertificate): OcspQuestion {
  const certId = new CertID({
    hashAlgorithm: new AlgorithmIdentifier({ algorithm: sha1, parameters: null }),
    issuerNameHash: octets(sha1Of(AsnConvert.serialize(issuer.asn.tbsCertificate.subject))),
    issuerKeyHash: octets(sha1Of(issuer.asn.tbsCertificate.subjectPublicKeyInfo.subjectPublicKey)),
    serialNumber: certificate.asn.tbsCertificate.serialNumber,
  });
  const nonce = Buffer.from(AsnConvert.serialize(octets(randomBytes(nonceBytes))));
  const request = new OCSPRequest({
    tbsRequest: new TBSRequest({
      requestList: [new Request({ reqCert: certId })],
      requestExtensions: [new Extension({ extnID: nonceId, critical: false, extnValue: octets(nonce) })],
    }),
  });
  return { bytes: new Uint8Array(AsnConvert.serialize(request)), certId, nonce };
}

/** Whether an answer is about the certificate that was asked about. */
export function isSameCertId(a: CertID, b: CertID): boolean {
  return (
    a.hashAlgorithm.algorithm === b.hashAlgorithm.algorithm &&
    Buffer.from(a.issuerNameHash.buffer).equals(Buffer.from(b.issuerNameHash.buffer)) &&
    Buffer.from(a.issuerKeyHash.buffer).equals(Buffer.from(b.issuerKeyHash.buffer)) &&
    Buffer.from(a.serialNumber).equals(Buffer.from(b.serialNumber))
  );
}

function sha1Of(bytes: ArrayBuffer): Buffer {
  return createHash("sha1").update(Buffer.from(bytes)).digest();
}

function octets(bytes: Buffer): OctetString {
  return new OctetString(Uint8Array.from(bytes));
}
