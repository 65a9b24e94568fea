/** Secrets that are shown once and recognized later: session tokens, invitation links, API keys. */
export interface Tokens {
  /** `length` random characters of Crockford's base 32 in lower case, five bits each. */
  random(length: number): string;
  /**
   * HMAC-SHA256 of a token under a pepper derived from the master key: 32 bytes. A database alone, without the master
   * key, is no help in guessing what the token was. `purpose` keeps a token of one kind from passing for another.
   */
  fingerprint(purpose: TokenPurpose, token: string): Uint8Array<ArrayBuffer>;
}

export type TokenPurpose = "apiKey" | "invitation";
