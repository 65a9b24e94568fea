import type { Look } from "../byte-source.ts";

/** A box of ISO/IEC 14496-12: `at` is where its header begins, `from` where its content does, `end` where the next begins. */
export interface Box {
  type: string;
  at: number;
  from: number;
  end: number;
}

/** A length that no box can have. */
export class NoBox extends Error {}

/**
 * The boxes from `from` to `to`, one after another. A box of length 0 reaches to the end, at the top level alone. Throws
 * `PastEnd` for a box that ends past the file, `NoBox` for one that is shorter than its header or longer than its parent.
 */
export function* boxes(look: Look, from = 0, to = look.size): Generator<Box> {
  for (let at = from; at < to; ) {
    const short = look.be32(at);
    const type = look.text(at + 4, 4);
    const long = short === 1;
    const length = long ? look.be64(at + 8) : short === 0 && to === look.size ? to - at : short;
    const header = (long ? 16 : 8) + (type === "uuid" ? 16 : 0);
    if (length < header) throw new NoBox();
    const end = at + length;
    // Its last byte: the file has it, or was cut.
    if (end > look.size) look.bytes(end - 1, 1);
    if (end > to) throw new NoBox();
    yield { type, at, from: at + header, end };
    at = end;
  }
}

/** The first box of a type inside another, or null. */
export function inside(look: Look, parent: { from: number; end: number } | null, type: string, skip = 0): Box | null {
  if (parent === null) return null;
  for (const box of boxes(look, parent.from + skip, parent.end)) if (box.type === type) return box;
  return null;
}

/** The first box along a path of types. */
export function along(look: Look, parent: Box | null, ...path: string[]): Box | null {
  return path.reduce((box, type) => inside(look, box, type), parent);
}
