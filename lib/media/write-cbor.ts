/** The shortest head of a major type with this argument (RFC 8949, 4.2.1). */
export function cborHead(major: number, value: number): Uint8Array {
  const first = major << 5;
  if (value < 24) return Uint8Array.of(first | value);
  if (value < 0x100) return Uint8Array.of(first | 24, value);
  if (value < 0x10000) return Uint8Array.of(first | 25, value >> 8, value & 0xff);
  return Uint8Array.of(first | 26, value >>> 24, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);
}

export function cborBytes(bytes: Uint8Array): Uint8Array {
  return Buffer.concat([cborHead(2, bytes.length), bytes]);
}

export function cborText(value: string): Uint8Array {
  const bytes = Buffer.from(value, "utf8");
  return Buffer.concat([cborHead(3, bytes.length), bytes]);
}
