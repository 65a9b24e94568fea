import { createHmac, hkdfSync, randomBytes } from "node:crypto";
import type { TokenPurpose, Tokens } from "../../ports/tokens.ts";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";

/** Tokens whose pepper is HKDF-SHA256 (RFC 5869) of the master key, one per purpose. `masterKey` is 32 bytes in base64url. */
export function makeTokens(masterKey: string): Tokens {
  const peppers = new Map<TokenPurpose, Buffer>();

  function pepperOf(purpose: TokenPurpose): Buffer {
    let pepper = peppers.get(purpose);
    if (!pepper) {
      pepper = Buffer.from(hkdfSync("sha256", Buffer.from(masterKey, "base64url"), "", `c2c pepper ${purpose}`, 32));
      peppers.set(purpose, pepper);
    }
    return pepper;
  }

  return {
    // 32 divides 256, so that taking five bits of each byte favours no character.
    random: (length) => Array.from(randomBytes(length), (byte) => alphabet[byte & 31]).join(""),
    fingerprint: (purpose, token) => new Uint8Array(createHmac("sha256", pepperOf(purpose)).update(token).digest()),
  };
}
