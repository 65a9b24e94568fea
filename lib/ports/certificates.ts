import type { SignerFacts } from "./signer.ts";

/**
 * Everything that reads certificates. Bad certificates are answers, not errors: all that is wrong is told at once, each thing in
 * a sentence that says what to do. No call goes out, and nothing given is kept.
 */
export interface Certificates {
  /** Whether a chain and a key can be a signing identity by C2PA's certificate profile (2.2, section 14.5). */
  checkIdentity(given: GivenIdentity): IdentityCheck;
  /** The certificates of a text, in its order; those that cannot be read are left out. */
  describe(pem: string): CertificateFacts[];
  /**
   * The trust anchors of a bundle, each once, and a sentence for whatever in it cannot be one; others get their turn
   * meanwhile. Throws Fault `invalid` for a text with more certificates than any list of authorities has.
   */
  readAnchors(pem: string, now: Date): Promise<{ anchors: Anchor[]; leftOut: string[] }>;
}

export interface GivenIdentity {
  /** Leaf first, each certificate before the one that signed it. The root may be the last. */
  chainPem: string;
  /** The root, where it is not in the chain. */
  anchorPem: string | null;
  /** The leaf's key: itself, or what a key service says is public of it (SubjectPublicKeyInfo, DER). */
  key: { kind: "private"; pem: string } | { kind: "public"; spki: Uint8Array };
  now: Date;
}

export interface Finding {
  code: string;
  sentence: string;
}

export type IdentityCheck =
  | {
      kind: "sound";
      facts: SignerFacts;
      /** PKCS#8, whatever form it was given in; null for a key service's. */
      privateKeyPem: string | null;
      warnings: Finding[];
    }
  | { kind: "unsound"; findings: Finding[] };

export interface CertificateFacts {
  /** Of the DER, in hexadecimal. */
  sha256: string;
  subject: string;
  issuer: string;
  notBefore: Date;
  notAfter: Date;
  /** Such as `EC prime256v1` or `RSA 2048`. */
  key: string;
}

export interface Anchor extends CertificateFacts {
  pem: string;
}
