import { join, latin1, le, noise, padTo } from "./media-bytes.ts";

export interface TiffTag {
  tag: number;
  /** 1 byte, 2 text, 3 short, 4 long, 16 eight bytes. */
  type: 1 | 2 | 3 | 4 | 16;
  values: readonly number[];
}

export interface TiffOptions {
  /** What it begins with, and where its first directory's place is written. */
  magic?: string;
  /** What stands after its head. */
  mark?: string;
  photometric?: number;
  pixels?: Uint8Array;
  tags?: readonly TiffTag[];
}

/** Little-endian TIFF 6.0 or BigTIFF, one strip of grey pixels. `tags` are added to the nine that it needs. */
export function makeTiff({
  magic = "II*\0",
  mark = "",
  photometric = 1,
  pixels = noise(16 * 12),
  tags = [],
}: TiffOptions = {}): Uint8Array {
  const [width, height] = [16, 12];
  const big = magic[2] === "+";
  const [head, word] = big ? [8, 8] : [2, 4];
  const stripAt = magic.length + word + mark.length;
  const all: TiffTag[] = [
    { tag: 256, type: 4, values: [width] },
    { tag: 257, type: 4, values: [height] },
    { tag: 258, type: 3, values: [8] },
    { tag: 259, type: 3, values: [1] },
    { tag: 262, type: 3, values: [photometric] },
    { tag: 273, type: 4, values: [stripAt] },
    { tag: 277, type: 3, values: [1] },
    { tag: 278, type: 4, values: [height] },
    { tag: 279, type: 4, values: [pixels.length] },
    ...tags,
  ];
  all.sort((one, other) => one.tag - other.tag);
  const widths = { 1: 1, 2: 1, 3: 2, 4: 4, 16: 8 } as const;
  const directoryAt = stripAt + pixels.length;
  let valuesAt = directoryAt + head + all.length * (4 + 2 * word) + word;
  const entries: Buffer[] = [];
  const beyond: Buffer[] = [];
  for (const { tag, type, values } of all) {
    const packed = Buffer.concat(values.map((value) => le(value, widths[type])));
    const inline = packed.length <= word;
    const place = inline ? padTo(packed, word) : le(valuesAt, word);
    entries.push(Buffer.concat([le(tag, 2), le(type, 2), le(values.length, word), place]));
    if (inline) continue;
    beyond.push(packed);
    valuesAt += packed.length;
  }
  return join(
    latin1(magic),
    le(directoryAt, word),
    latin1(mark),
    pixels,
    le(all.length, head),
    ...entries,
    le(0, word),
    ...beyond,
  );
}

/** A sensor's mosaic by a maker. */
export function makeRaw(make: string, options: TiffOptions = {}): Uint8Array {
  return makeTiff({ photometric: 32_803, tags: [{ tag: 271, type: 2, values: [...latin1(`${make}\0`)] }], ...options });
}

/**
 * A TIFF of some kilobytes each of whose thousand directories names all of them as its children: a reader that follows them all is busy for
 * ever.
 */
export function makeStallingTiff(directories = 1000): Uint8Array {
  const childrenAt = 8;
  const firstAt = childrenAt + directories * 4;
  const entry = Buffer.concat([le(1, 2), le(330, 2), le(4, 2), le(directories, 4), le(childrenAt, 4)]);
  const placeOf = (i: number) => firstAt + i * (entry.length + 4);
  const places = Array.from({ length: directories }, (_, i) => placeOf(i));
  return join(
    latin1("II*\0"),
    le(firstAt, 4),
    ...places.map((place) => le(place, 4)),
    ...places.map((_, i) => Buffer.concat([entry, le(i + 1 < directories ? placeOf(i + 1) : 0, 4)])),
  );
}
