export const signingAlgorithms = ["es256", "es384", "ps256", "ed25519"] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

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

/** What is sealed of an identity: the key itself, or what a key service wants to see before it signs with the key it holds. */
export type SignerSecret = { kind: "pem"; privateKeyPem: string } | KmsSecret;

export interface KmsSecret {
  kind: "kms";
  /** An ARN, a key id or an alias, as AWS KMS takes it. */
  key: string;
  region: string;
  /** Null for AWS's own of that region. */
  endpoint: string | null;
  /** Null for those of this process's surroundings, which an operator has to allow. */
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken?: string | undefined } | null;
}

/**
 * Signs with one identity's key, which never leaves the adapter (or the key service). Throws Fault `upstream`
 * with `details.what` `key_service` where a retry may help; `precondition` or `forbidden` with `details.what` `identity` where
 * a person has to act first.
 */
export interface Signer extends SignerFacts {
  /** `kms`: every signature is a request to somebody who charges for it. */
  readonly kind: SignerSecret["kind"];
  /** Asks whether the key can sign now, without a signature: what a run does before it claims an asset. */
  check(): Promise<void>;
  /** The raw COSE signature over the bytes: IEEE P1363 for ECDSA, never DER. */
  sign(toBeSigned: Uint8Array): Promise<Uint8Array>;
}

/** Opens the signer of an identity from its public facts and its unsealed secret. Makes no request. */
export type OpenSigner = (facts: SignerFacts, secret: SignerSecret) => Signer;

/** The public key that a key service holds under this name, as SubjectPublicKeyInfo in DER. Throws as `Signer` does. */
export type ReadKmsPublicKey = (secret: KmsSecret) => Promise<Uint8Array>;

/** Makes a development identity: a fresh root, intermediate and leaf with the EKU that C2PA wants. */
export type MakeDevelopmentIdentity = (input: {
  organization: string;
  algorithm: SigningAlgorithm;
  now: Date;
}) => Promise<{ facts: SignerFacts; privateKeyPem: string }>;
