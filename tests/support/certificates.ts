import { createPrivateKey, generateKeyPairSync, type KeyObject, randomBytes, webcrypto } from "node:crypto";
import * as x509 from "../../lib/adapters/certificates/x509.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import type { SignerFacts, SigningAlgorithm } from "../../lib/ports/signer.ts";

const ecdsa = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
export const dayMs = 86_400_000;
const crypto = webcrypto as Crypto;

export interface Authority {
  certificate: x509.X509Certificate;
  privateKey: CryptoKey;
  pem: string;
  hash: string;
}

/** What a test may bend about a certificate; everything else is as it should be. */
export interface Bend {
  name?: string;
  /** Days from now. */
  from?: number;
  until?: number;
  authority?: boolean;
  pathLength?: number;
  usages?: number;
  purposes?: string[];
  noIssuerKeyId?: boolean;
  hash?: string;
  now?: Date;
}

export const c2paPurposes = ["1.3.6.1.5.5.7.3.4", "1.3.6.1.4.1.62558.2.1"];

export async function makeRoot(bend: Bend = {}): Promise<Authority> {
  return authority({ name: "Test root", authority: true, until: 3650, ...bend }, null);
}

export async function makeIntermediate(issuer: Authority, bend: Bend = {}): Promise<Authority> {
  return authority({ name: "Test intermediate", authority: true, until: 1825, ...bend }, issuer);
}

async function authority(bend: Bend, issuer: Authority | null): Promise<Authority> {
  const hash = bend.hash ?? "SHA-256";
  const keys = (await webcrypto.subtle.generateKey(ecdsa, true, ["sign", "verify"])) as webcrypto.CryptoKeyPair;
  const own = { privateKey: keys.privateKey as CryptoKey, hash };
  const spki = Buffer.from(await webcrypto.subtle.exportKey("spki", keys.publicKey));
  const certificate = await certify(spki, bend, issuer, own);
  return { certificate, ...own, pem: `${certificate.toString("pem")}\n` };
}

/** A leaf over a public key, in PEM, signed by the issuer. */
export async function makeLeaf(publicKey: KeyObject, issuer: Authority, bend: Bend = {}): Promise<string> {
  const spki = publicKey.export({ type: "spki", format: "der" });
  const leaf = await certify(spki, { name: "Test claim signer", authority: false, until: 365, ...bend }, issuer, null);
  return `${leaf.toString("pem")}\n`;
}

async function certify(
  spki: Buffer,
  bend: Bend,
  issuer: Authority | null,
  own: { privateKey: CryptoKey; hash: string } | null,
): Promise<x509.X509Certificate> {
  const name = bend.name ?? "Test";
  const authorityUsages = x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign;
  const usages = bend.usages ?? (bend.authority ? authorityUsages : x509.KeyUsageFlags.digitalSignature);
  const publicKey = new x509.PublicKey(new Uint8Array(spki));
  const issuerKey = issuer ? issuer.certificate.publicKey : publicKey;
  const extensions: x509.Extension[] = [
    new x509.BasicConstraintsExtension(bend.authority ?? false, bend.pathLength, true),
    new x509.KeyUsagesExtension(usages, true),
    await x509.SubjectKeyIdentifierExtension.create(publicKey, false, crypto),
  ];
  if (!bend.noIssuerKeyId) extensions.push(await x509.AuthorityKeyIdentifierExtension.create(issuerKey, false, crypto));
  const purposes = bend.purposes ?? (bend.authority ? [] : c2paPurposes);
  if (purposes.length > 0) extensions.push(new x509.ExtendedKeyUsageExtension(purposes, false));
  const now = (bend.now ?? new Date()).getTime();
  const signingKey = issuer?.privateKey ?? own?.privateKey;
  if (!signingKey) throw new RangeError("nobody signs this certificate");
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x01;
  return x509.X509CertificateGenerator.create(
    {
      serialNumber: serial.toString("hex"),
      subject: `CN=${name}, O=Example Agency`,
      issuer: issuer ? issuer.certificate.subject : `CN=${name}, O=Example Agency`,
      notBefore: new Date(now + (bend.from ?? -1) * dayMs),
      notAfter: new Date(now + (bend.until ?? 365) * dayMs),
      publicKey,
      signingKey,
      signingAlgorithm: { name: "ECDSA", hash: issuer?.hash ?? own?.hash ?? "SHA-256" },
      extensions,
    },
    crypto,
  );
}

export const keyPairs: Record<SigningAlgorithm, () => { publicKey: KeyObject; privateKey: KeyObject }> = {
  es256: () => generateKeyPairSync("ec", { namedCurve: "P-256" }),
  es384: () => generateKeyPairSync("ec", { namedCurve: "P-384" }),
  ps256: () => generateKeyPairSync("rsa", { modulusLength: 2048 }),
  ed25519: () => generateKeyPairSync("ed25519"),
};

export const keyPem = (key: KeyObject): string => key.export({ type: "pkcs8", format: "pem" }) as string;

export interface TestChain {
  root: Authority;
  intermediate: Authority;
  leafPem: string;
  /** Leaf and intermediate. */
  chainPem: string;
  privateKeyPem: string;
  facts: SignerFacts;
}

/** A whole and right chain of three, over a key of its own or over one that somebody else holds. */
export async function makeChain(
  algorithm: SigningAlgorithm,
  given: { publicKey?: KeyObject; leaf?: Bend } = {},
): Promise<TestChain> {
  const pair = keyPairs[algorithm]();
  const root = await makeRoot();
  const intermediate = await makeIntermediate(root);
  const leafPem = await makeLeaf(given.publicKey ?? pair.publicKey, intermediate, given.leaf);
  const chainPem = leafPem + intermediate.pem;
  const leaf = new x509.X509Certificate(leafPem);
  return {
    root,
    intermediate,
    leafPem,
    chainPem,
    privateKeyPem: keyPem(createPrivateKey(keyPem(pair.privateKey))),
    facts: {
      keyId: sha256Hex(new Uint8Array(leaf.rawData)),
      algorithm,
      chainPem,
      anchorPem: root.pem,
      notAfter: leaf.notAfter,
    },
  };
}
