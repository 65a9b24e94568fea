import { randomOf } from "../../lib/demo/scene.ts";

/** A file to make mutants of. */
export interface Seed {
  name: string;
  bytes: Buffer;
}

export interface Mutant extends Seed {
  /** What was done to it, in order. */
  how: string[];
}

interface Dice {
  /** 0 to below `sides`. */
  roll(sides: number): number;
  one<T>(of: readonly T[]): T;
  others: readonly Seed[];
}

/** The mutant of a number: the same for the same seeds and numbers, whatever came before it. */
export function mutantOf(seeds: readonly Seed[], seed: number, number: number): Mutant {
  const random = randomOf((Math.imul(seed, 2_654_435_761) ^ Math.imul(number + 1, 40_503)) >>> 0);
  const roll = (sides: number) => Math.floor(random() * sides);
  const dice: Dice = { roll, one: (of) => of[roll(of.length)] as never, others: seeds };
  const source = dice.one(seeds);
  const how: string[] = [];
  let bytes: Buffer = Buffer.from(source.bytes);
  // Most have one thing wrong with them, some several.
  for (let times = 1 + (roll(3) === 0 ? 1 + roll(4) : 0); times > 0 && bytes.length > 0; times--) {
    const [name, mutate] = dice.one(Object.entries(mutations));
    bytes = mutate(bytes, dice);
    how.push(name);
  }
  return { name: source.name, bytes: bytes.subarray(0, bytesMax), how };
}

const bytesMax = 4_000_000;
const extremes = [0, 1, 7, 8, 9, 0x7f, 0xff, 0x100, 0x7fff, 0xffff, 0x1_0000, 0x7fff_ffff, 0x8000_0000, 0xffff_ffff];

const mutations: Record<string, (bytes: Buffer, dice: Dice) => Buffer> = {
  bits(bytes, { roll }) {
    for (let left = 1 + roll(8); left > 0; left--) {
      const at = roll(bytes.length);
      bytes[at] = (bytes[at] as number) ^ (1 << roll(8));
    }
    return bytes;
  },
  run(bytes, { roll, one }) {
    const at = roll(bytes.length);
    return bytes.fill(one([0, 0xff, 0x20, roll(256)]), at, Math.min(bytes.length, at + 1 + roll(64)));
  },
  header(bytes, { roll, one }) {
    const at = roll(Math.min(bytes.length, 128));
    bytes[at] = one([0, 0xff, roll(256)]);
    return bytes;
  },
  extreme(bytes, { roll, one }) {
    return put(bytes, roll(bytes.length), one(extremes), one([2, 4, 8]), roll(2) === 0);
  },
  length(bytes, dice) {
    const at = placeOfName(bytes, dice);
    const value = dice.one([...extremes, bytes.length, bytes.length - at]);
    return put(bytes, at + dice.one([-4, 4, 8]), value, 4, dice.roll(2) === 0);
  },
  duplicate(bytes, dice) {
    const [from, to] = part(bytes, dice);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from, to), bytes.subarray(to)]);
  },
  remove(bytes, dice) {
    const [from, to] = part(bytes, dice);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  move(bytes, dice) {
    const [from, to] = part(bytes, dice);
    const rest = Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
    const at = dice.roll(rest.length + 1);
    return Buffer.concat([rest.subarray(0, at), bytes.subarray(from, to), rest.subarray(at)]);
  },
  insert(bytes, { roll }) {
    const at = roll(bytes.length);
    const run = Buffer.from(Array.from({ length: 1 + roll(40) }, () => roll(256)));
    return Buffer.concat([bytes.subarray(0, at), run, bytes.subarray(at)]);
  },
  truncate: (bytes, { roll }) => bytes.subarray(0, roll(bytes.length)),
  splice(bytes, { roll, one, others }) {
    const other = one(others).bytes;
    return Buffer.concat([bytes.subarray(0, roll(bytes.length)), other.subarray(roll(other.length))]);
  },
  "swap header"(bytes, { roll, one, others }) {
    const length = 4 + roll(28);
    return Buffer.concat([one(others).bytes.subarray(0, length), bytes.subarray(length)]);
  },
};

function put(bytes: Buffer, at: number, value: number, width: number, little: boolean): Buffer {
  const number = Buffer.alloc(8);
  number.writeBigUInt64BE(BigInt(value));
  const part = number.subarray(8 - width);
  bytes.set(
    (little ? part.reverse() : part).subarray(0, Math.max(0, bytes.length - Math.max(0, at))),
    Math.max(0, Math.min(at, bytes.length)),
  );
  return bytes;
}

/** Where four letters stand, as the names of chunks and boxes do: what is before or after them is a length. */
function placeOfName(bytes: Buffer, { roll }: Dice): number {
  const start = roll(bytes.length);
  for (let at = start; at + 4 < Math.min(bytes.length, start + 65_536); at++)
    if ([0, 1, 2, 3].every((i) => isLetter(bytes[at + i] as number))) return at;
  return start;
}

function isLetter(byte: number): boolean {
  return (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x41 && byte <= 0x5a);
}

/** From one chunk's place to another's, or any two places. */
function part(bytes: Buffer, dice: Dice): [from: number, to: number] {
  const place = () => (dice.roll(2) === 0 ? Math.max(0, placeOfName(bytes, dice) - 4) : dice.roll(bytes.length));
  const [one, other] = [place(), place()];
  return one <= other ? [one, other] : [other, one];
}
