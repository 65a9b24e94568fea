import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { GivenIdentity } from "../../ports/certificates.ts";
import type { Find } from "./find.ts";
import type { ReadCertificate } from "./read-pem.ts";

/** The leaf's key, or null with a finding. No error's own text is passed on: it could quote the key. */
export function readGivenKey(
  given: GivenIdentity["key"],
  leaf: ReadCertificate,
  find: Find,
): { privateKeyPem: string | null } | null {
  if (given.kind === "public") {
    const key = createPublicKey({ key: Buffer.from(given.spki), format: "der", type: "spki" });
    if (key.equals(leaf.native.publicKey)) return { privateKeyPem: null };
    find(
      "key_mismatch",
      `The key in the key service is not the one that ${leaf.name.replace("Certificate", "certificate")} is for. Give the key's own certificate.`,
    );
    return null;
  }
  if (/-----BEGIN ENCRYPTED PRIVATE KEY-----|Proc-Type: 4,ENCRYPTED/.test(given.pem)) {
    find(
      "key_encrypted",
      "The private key is encrypted. Decrypt it first, for example with `openssl pkcs8 -in key.pem -out plain.pem`; it is sealed as soon as it is here.",
    );
    return null;
  }
  const key = readPrivateKey(given.pem);
  if (!key) {
    find("key_unreadable", "The private key cannot be read. Give it as PEM: PKCS#8, or the older EC or RSA form.");
    return null;
  }
  if (leaf.native.checkPrivateKey(key))
    return { privateKeyPem: key.export({ type: "pkcs8", format: "pem" }) as string };
  find(
    "key_mismatch",
    `The private key is not the one that ${leaf.name.replace("Certificate", "certificate")} is for. Give the key that the certificate was requested with.`,
  );
  return null;
}

function readPrivateKey(pem: string): KeyObject | null {
  try {
    return createPrivateKey(pem);
  } catch {
    return null;
  }
}
