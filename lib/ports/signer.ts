export type SigningAlgorithm = "es256" | "es384" | "ps256" | "ed25519";

/** What is public of a signing identity: everything a manifest, a receipt or a validator needs, and nothing it must not have. */
export interface SignerFacts {
  /** SHA-256 of the leaf certificate's DER, in hexadecimal: the key id in every receipt. */
  keyId: string;
  algorithm: SigningAlgorithm;
  /** Leaf first, then intermediates, in PEM; the anchor is not among them. */
  chainPem: string;
  /** The anchor that this identity's own output must be Trusted against. */
  anchorPem: string;
  notAfter: Date;
}

/**
 * Signs with one identity's key, which never leaves the adapter. Throws Fault `upstream` where a retry may help,
 * `precondition` where the identity can no longer sign.
 */
export interface Signer extends SignerFacts {
  /** The raw COSE signature over the bytes: IEEE P1363 for ECDSA, never DER. */
  sign(toBeSigned: Uint8Array): Promise<Uint8Array>;
}

/** Opens the signer of an identity from its public facts and its unsealed key (PKCS#8 PEM). */
export type OpenSigner = (facts: SignerFacts, privateKeyPem: string) => Signer;

/** Makes a development identity: a fresh root, intermediate and leaf with the EKU that C2PA wants. */
export type MakeDevelopmentIdentity = (input: { organization: string; now: Date }) => Promise<{
  facts: SignerFacts;
  privateKeyPem: string;
}>;
