import type { Look } from "../byte-source.ts";

/** Where the ID3v2 tags at a file's start end (id3.org, ID3v2.4.0, 3.1): 0 where there is none. */
export function afterId3(look: Look): number {
  let at = 0;
  while (look.has(at, "ID3")) at += 10 + synchsafe(look, at + 6) + (look.u8(at + 5) & 0x10 ? 10 : 0);
  return at;
}

/**
 * Manifest stores in a first ID3v2.3 or 2.4 tag: general objects of C2PA's media type (C2PA 2.2, A.3.7). Null for a tag that is written in a way that
 * is not followed here: another version, unsynchronised, or with an extended header.
 */
export function countInId3(look: Look): number | null {
  if (!look.has(0, "ID3")) return 0;
  const version = look.u8(3);
  if ((version !== 3 && version !== 4) || (look.u8(5) & 0xc0) !== 0) return null;
  const end = 10 + synchsafe(look, 6);
  let stores = 0;
  for (let at = 10; at + 10 <= end && look.u8(at) !== 0; ) {
    const length = version === 4 ? synchsafe(look, at + 4) : look.be32(at + 4);
    if (look.has(at, "GEOB") && objectTypes.some((type) => look.has(at + 11, `${type}\0`))) stores++;
    at += 10 + length;
  }
  return stores;
}

const objectTypes = ["application/c2pa", "application/x-c2pa-manifest-store"];

function synchsafe(look: Look, at: number): number {
  return (look.u8(at) << 21) | (look.u8(at + 1) << 14) | (look.u8(at + 2) << 7) | look.u8(at + 3);
}
