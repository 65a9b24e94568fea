import { X509Certificate } from "node:crypto";
import { AsnConvert } from "@peculiar/asn1-schema";
import { Certificate } from "@peculiar/asn1-x509";
import * as x509 from "./x509.ts";

/** One certificate of a text. `native` checks signatures and keys; `parsed` and `asn` tell what it says of itself. */
export interface ReadCertificate {
  /** From 1, as a person counts. */
  position: number;
  native: X509Certificate;
  parsed: x509.X509Certificate;
  asn: Certificate;
  /** How sentences call it. */
  name: string;
}

const block = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g;

/** The certificates of a PEM text in its order, the positions that cannot be read, and the labels of blocks of other kinds. */
export function readPem(text: string): { certificates: ReadCertificate[]; unreadable: number[]; others: string[] } {
  const certificates: ReadCertificate[] = [];
  const unreadable: number[] = [];
  const others: string[] = [];
  let position = 0;
  for (const [pem, label = ""] of text.matchAll(block)) {
    if (label !== "CERTIFICATE") {
      others.push(label);
      continue;
    }
    position++;
    const read = readOne(pem, position);
    if (read) certificates.push(read);
    else unreadable.push(position);
  }
  return { certificates, unreadable, others };
}

function readOne(pem: string, position: number): ReadCertificate | null {
  try {
    const native = new X509Certificate(pem);
    const parsed = new x509.X509Certificate(new Uint8Array(native.raw));
    const asn = AsnConvert.parse(new Uint8Array(native.raw), Certificate);
    return { position, native, parsed, asn, name: nameOf(native, position) };
  } catch {
    // What is no certificate is an answer: its position.
    return null;
  }
}

function nameOf(native: X509Certificate, position: number): string {
  const common = /^CN=(.+)$/m.exec(native.subject)?.[1];
  return common ? `Certificate ${position} (${common.slice(0, 80)})` : `Certificate ${position}`;
}

/** Anew, so that nothing that stood around the certificate in the text is kept. */
export function pemOf({ native }: ReadCertificate): string {
  return `${native.toString().trim()}\n`;
}

export function isSelfSigned(certificate: ReadCertificate): boolean {
  const { issuer, subject } = certificate.parsed;
  return issuer === subject && isSignedBy(certificate, certificate);
}

export function isSignedBy(certificate: ReadCertificate, issuer: ReadCertificate): boolean {
  try {
    return certificate.native.verify(issuer.native.publicKey);
  } catch {
    // A key of another kind than the signature's.
    return false;
  }
}

/** Such as `EC prime256v1`, `RSA 2048` or `ED25519`. */
export function keyText({ native }: ReadCertificate): string {
  const { asymmetricKeyType: type, asymmetricKeyDetails: details } = native.publicKey;
  const size = details?.namedCurve ?? details?.modulusLength;
  return [type?.toUpperCase(), size].filter((part) => part !== undefined).join(" ");
}
