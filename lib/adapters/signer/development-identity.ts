import { randomBytes, webcrypto } from "node:crypto";
import { sha256Hex } from "../../kernel/bytes.ts";
import type { MakeDevelopmentIdentity, SigningAlgorithm } from "../../ports/signer.ts";
import * as x509 from "../certificates/x509.ts";

const p256 = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" } as const;
const p384 = { name: "ECDSA", namedCurve: "P-384", hash: "SHA-384" } as const;
type Curve = typeof p256 | typeof p384;

const leafKeys = {
  es256: p256,
  es384: p384,
  ps256: { name: "RSA-PSS", modulusLength: 2048, publicExponent: Uint8Array.of(1, 0, 1), hash: "SHA-256" },
  ed25519: { name: "Ed25519" },
} as const satisfies Record<SigningAlgorithm, object>;

/** The two that C2PA validators ask for: e-mail protection (RFC 5280) and the C2PA claim signing purpose. */
const leafPurposes = ["1.3.6.1.5.5.7.3.4", "1.3.6.1.4.1.62558.2.1"];

const yearMs = 365.25 * 86_400_000;

/**
 * A fresh P-384 root, P-256 intermediate and a leaf of the algorithm that was asked for, valid from an hour before `now`: ten years, five, and one. On no
 * public trust list, and said so in the subject. The root's and intermediate's keys are thrown away.
 */
export const makeDevelopmentIdentity: MakeDevelopmentIdentity = async ({ organization, algorithm, now }) => {
  const keys = {
    root: await newKey(p384),
    intermediate: await newKey(p256),
    leaf: await newKey(leafKeys[algorithm]),
  };
  const names = {
    root: nameOf("Development root", organization),
    intermediate: nameOf("Development intermediate", organization),
    leaf: nameOf("Development claim signer", organization),
  };
  const signed = (issuer: "root" | "intermediate", curve: Curve) => ({
    issuer: names[issuer],
    issuerKey: keys[issuer],
    curve,
    now,
  });
  const root = await certify({
    subject: names.root,
    key: keys.root,
    years: 10,
    pathLength: 1,
    ...signed("root", p384),
  });
  const intermediate = await certify({
    subject: names.intermediate,
    key: keys.intermediate,
    years: 5,
    pathLength: 0,
    ...signed("root", p384),
  });
  const leaf = await certify({
    subject: names.leaf,
    key: keys.leaf,
    years: 1,
    pathLength: null,
    ...signed("intermediate", p256),
  });
  return {
    facts: {
      keyId: sha256Hex(new Uint8Array(leaf.rawData)),
      algorithm,
      chainPem: `${leaf.toString("pem")}\n${intermediate.toString("pem")}\n`,
      anchorPem: `${root.toString("pem")}\n`,
      notAfter: leaf.notAfter,
    },
    privateKeyPem: await pemOf(keys.leaf.privateKey),
  };
};

function newKey(kind: (typeof leafKeys)[SigningAlgorithm]): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(kind, true, ["sign", "verify"]) as Promise<webcrypto.CryptoKeyPair>;
}

function nameOf(commonName: string, organization: string): x509.Name {
  const text = (utf8String: string) => [{ utf8String }];
  return new x509.Name([{ CN: text(commonName) }, { O: text(organization) }, { OU: text("For development only") }]);
}

interface Certifying {
  /** Structured, never as text: an organization's commas and plus signs are no syntax. */
  subject: x509.Name;
  issuer: x509.Name;
  key: webcrypto.CryptoKeyPair;
  issuerKey: webcrypto.CryptoKeyPair;
  curve: Curve;
  years: number;
  /** How many authorities may follow; null for a leaf. */
  pathLength: number | null;
  now: Date;
}

async function certify({
  subject,
  issuer,
  key,
  issuerKey,
  curve,
  years,
  pathLength,
  now,
}: Certifying): Promise<x509.X509Certificate> {
  const authority = pathLength !== null;
  const usages = authority
    ? x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign
    : x509.KeyUsageFlags.digitalSignature;
  const extensions: x509.Extension[] = [
    new x509.BasicConstraintsExtension(authority, pathLength ?? undefined, true),
    new x509.KeyUsagesExtension(usages, true),
    await x509.SubjectKeyIdentifierExtension.create(key.publicKey as CryptoKey, false, webcrypto as Crypto),
    await x509.AuthorityKeyIdentifierExtension.create(issuerKey.publicKey as CryptoKey, false, webcrypto as Crypto),
  ];
  if (!authority) extensions.push(new x509.ExtendedKeyUsageExtension(leafPurposes, false));
  const serial = randomBytes(16);
  // RFC 5280, 4.1.2.2: serial numbers are positive.
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x01;
  return x509.X509CertificateGenerator.create(
    {
      serialNumber: serial.toString("hex"),
      subject,
      issuer,
      notBefore: new Date(now.getTime() - 3_600_000),
      notAfter: new Date(now.getTime() + years * yearMs),
      publicKey: key.publicKey as CryptoKey,
      signingKey: issuerKey.privateKey as CryptoKey,
      signingAlgorithm: curve,
      extensions,
    },
    webcrypto as Crypto,
  );
}

async function pemOf(key: webcrypto.CryptoKey): Promise<string> {
  const der = Buffer.from(await webcrypto.subtle.exportKey("pkcs8", key)).toString("base64");
  return `-----BEGIN PRIVATE KEY-----\n${der.match(/.{1,64}/g)?.join("\n")}\n-----END PRIVATE KEY-----\n`;
}
