import { X509Certificate } from "node:crypto";
import { setImmediate } from "node:timers/promises";
import { AsnConvert } from "@peculiar/asn1-schema";
import { Certificate } from "@peculiar/asn1-x509";
import { type PemBlock, pemBlocks } from "./pem-blocks.ts";
import * as x509 from "./x509.ts";

/** One certificate of a text. `native` checks signatures and keys; `parsed` tells what it says of itself. */
export interface ReadCertificate {
  /** From 1, as a person counts. */
  position: number;
  native: X509Certificate;
  parsed: x509.X509Certificate;
  /** How sentences call it. */
  name: string;
}

export interface ReadPem {
  certificates: ReadCertificate[];
  /** Positions that cannot be read. */
  unreadable: number[];
  /** Labels of blocks of other kinds. */
  others: string[];
}

/** What a PEM text holds, in its order. Throws Fault `invalid` for one with more blocks than anybody needs. */
export function readPem(text: string): ReadPem {
  const read = emptyPem();
  for (const block of pemBlocks(text)) addBlock(read, block);
  return read;
}

/** The same, with room for others between: a long list takes seconds. */
export async function readLongPem(text: string): Promise<ReadPem> {
  const read = emptyPem();
  for await (const block of unhurried(pemBlocks(text))) addBlock(read, block);
  return read;
}

const atOnce = 20;

/** Gives others their turn after every few. */
export async function* unhurried<T>(all: readonly T[]): AsyncGenerator<T> {
  for (const [at, each] of all.entries()) {
    if (at % atOnce === atOnce - 1) await setImmediate();
    yield each;
  }
}

function emptyPem(): ReadPem {
  return { certificates: [], unreadable: [], others: [] };
}

function addBlock({ certificates, unreadable, others }: ReadPem, { label, pem }: PemBlock): void {
  if (label !== "CERTIFICATE") return void others.push(label);
  const position = certificates.length + unreadable.length + 1;
  const read = pem === null ? null : readOne(pem, position);
  if (read) certificates.push(read);
  else unreadable.push(position);
}

function readOne(pem: string, position: number): ReadCertificate | null {
  try {
    const native = new X509Certificate(pem);
    const parsed = new x509.X509Certificate(new Uint8Array(native.raw));
    return { position, native, parsed, name: nameOf(native, position) };
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

/** As it is written in its bytes: asked of few, because it costs as much as all the rest. */
export function asnOf({ native }: ReadCertificate): Certificate {
  return AsnConvert.parse(new Uint8Array(native.raw), Certificate);
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
