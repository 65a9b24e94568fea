/** Noise of a seed, so that no codec makes almost nothing of it. */
export function noise(length: number, seed = 7): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = seed;
  for (let at = 0; at < length; at++) {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    bytes[at] = state >>> 24;
  }
  return bytes;
}

export function box(type: string, ...parts: Uint8Array[]): Uint8Array {
  const body = join(...parts);
  return join(be(body.length + 8, 4), latin1(type), body);
}

export function chunk(type: string, body: Uint8Array): Uint8Array {
  return join(latin1(type), le(body.length, 4), body, new Uint8Array(body.length % 2));
}

export function riff(form: string, ...chunks: Uint8Array[]): Uint8Array {
  return chunk("RIFF", join(latin1(form), ...chunks));
}

export function join(...parts: Uint8Array[]): Uint8Array {
  return Uint8Array.from(Buffer.concat(parts));
}

export function latin1(value: string): Buffer {
  return Buffer.from(value, "latin1");
}

export function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

/** Big-endian, and little-endian; a number above 32 bits only where it is 0 in what is beyond. */
export function be(value: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = length - 1, left = value; at >= 0 && left > 0; at--, left = Math.floor(left / 256))
    bytes[at] = left % 256;
  return bytes;
}

export function le(value: number, length: number): Buffer {
  return be(value, length).reverse();
}

export function padTo(bytes: Buffer, length: number): Buffer {
  return Buffer.concat([bytes, Buffer.alloc(length - bytes.length)]);
}

/** A chunk whose length, counted from the big end, is without its head. */
export function countedChunk(type: string, body: Uint8Array): Uint8Array {
  return join(latin1(type), be(body.length, 4), body);
}
