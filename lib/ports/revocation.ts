/**
 * Asks whether a certificate was revoked, of whom the certificate itself names. Never throws for what a responder says,
 * or for its silence: that is a finding.
 */
export interface Revocation {
  ask(question: RevocationQuestion): Promise<RevocationAnswer>;
}

export interface RevocationQuestion {
  by: "ocsp" | "crl";
  certificatePem: string;
  /** Whoever issued it: their key is what an answer must be signed by, or for. */
  issuerPem: string;
  now: Date;
}

export interface RevocationAnswer {
  /** `inaccessible`: no answer that counts. `skipped`: the certificate names nobody to ask. */
  result: "notRevoked" | "revoked" | "unknown" | "inaccessible" | "skipped";
  /** Who was asked. */
  url: string | null;
  /** Of an answer that counts: as of when it speaks, and until when. ISO 8601. */
  thisUpdate: string | null;
  nextUpdate: string | null;
  revokedAt: string | null;
  /** RFC 5280's name of the reason; null where none was told. */
  reason: string | null;
  detail: string;
}
