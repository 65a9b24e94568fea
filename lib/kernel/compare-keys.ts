/**
 * Compares two well-formed strings by their UTF-8 bytes, without encoding them: the order in which S3 lists keys, and every
 * store of ours. UTF-16 order differs only where a surrogate (U+10000 and above, four bytes) meets U+E000–U+FFFF (three
 * bytes), so surrogates are moved to the top.
 */
export function compareKeys(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

function rank(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}
