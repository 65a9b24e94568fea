import { constants, type KeyObject, verify } from "node:crypto";

/**
 * Hash by the signature algorithm's number. Those with SHA-1 or MD5 are none: whoever can collide them can lift a
 * revocation.
 */
const hashes: Record<string, string | null> = {
  "1.2.840.113549.1.1.11": "sha256",
  "1.2.840.113549.1.1.12": "sha384",
  "1.2.840.113549.1.1.13": "sha512",
  "1.2.840.10045.4.3.2": "sha256",
  "1.2.840.10045.4.3.3": "sha384",
  "1.2.840.10045.4.3.4": "sha512",
  "1.3.101.112": null,
  "1.3.101.113": null,
};
const pss = "1.2.840.113549.1.1.10";
const pssHashes = ["sha256", "sha384", "sha512"] as const;

/** Whether the bytes bear this key's signature, in DER's form for ECDSA. */
export function isSignedBy(key: KeyObject, algorithm: string, signed: ArrayBuffer, signature: ArrayBuffer): boolean {
  const [data, bytes] = [Buffer.from(signed), Buffer.from(signature)];
  try {
    if (algorithm === pss) return pssHashes.some((hash) => verify(hash, data, pssOf(key), bytes));
    const hash = hashes[algorithm];
    return hash !== undefined && verify(hash, data, key, bytes);
  } catch {
    return false;
  }
}

function pssOf(key: KeyObject) {
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
}
