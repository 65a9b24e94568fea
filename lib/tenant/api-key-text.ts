import { crc32 } from "node:zlib";

const alphabet = "0123456789abcdefghjkmnpqrstvwxyz";
const lookupLength = 12;
const secretLength = 40;
const checksumLength = 7;
const shape = new RegExp(
  `^c2c_live_([${alphabet}]{${lookupLength}})([${alphabet}]{${secretLength}})([${alphabet}]{${checksumLength}})$`,
);

/** How many random characters the two parts of a key have: 60 bits to find it by, 200 bits to prove it. */
export const apiKeyLengths = { lookup: lookupLength, secret: secretLength };

/**
 * The text of an API key: `c2c_live_<lookup><secret><checksum>`. The checksum is the CRC-32 of what stands before it,
 * so that a scanner for leaked keys, and we before asking the database, can tell a key from something like one.
 */
export function apiKeyText(lookup: string, secret: string): string {
  const body = `c2c_live_${lookup}${secret}`;
  return body + checksum(body);
}

/** The parts of a well-formed key, or null for any other text. */
export function parseApiKey(text: string): { lookup: string; secret: string } | null {
  const [, lookup, secret, sum] = shape.exec(text) ?? [];
  if (!lookup || !secret || sum !== checksum(`c2c_live_${lookup}${secret}`)) return null;
  return { lookup, secret };
}

/** The beginning that lists show: enough to know a key by, nothing of its secret. */
export function apiKeyBeginning(lookup: string): string {
  return `c2c_live_${lookup}…`;
}

function checksum(body: string): string {
  let rest = crc32(body);
  let text = "";
  for (let i = 0; i < checksumLength; i++) {
    text = alphabet[rest & 31] + text;
    rest >>>= 5;
  }
  return text;
}
