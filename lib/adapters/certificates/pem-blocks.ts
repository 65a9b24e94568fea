import { Fault } from "../../kernel/fault.ts";

export interface PemBlock {
  label: string;
  /** With both of its lines; null where the text ends before it does. */
  pem: string | null;
}

/** A bundle of all public authorities has some hundreds. Each block costs a parser's time. */
export const blocksMax = 2_500;

const begin = "-----BEGIN ";
const beginLine = /-----BEGIN ([A-Z0-9 ]{1,64})-----/y;

/**
 * The blocks of a PEM text in its order, in one walk: what stands before is never read again, so that a hostile text
 * costs no more than its length. A block without its end is the last. Throws Fault `invalid` for a text with more than
 * `blocksMax`.
 */
export function pemBlocks(text: string): PemBlock[] {
  const blocks: PemBlock[] = [];
  let from = 0;
  for (;;) {
    const start = text.indexOf(begin, from);
    if (start === -1) return blocks;
    beginLine.lastIndex = start;
    const label = beginLine.exec(text)?.[1];
    if (label === undefined) {
      from = start + begin.length;
      continue;
    }
    if (blocks.length === blocksMax)
      throw new Fault("invalid", `A text may hold ${blocksMax} certificates at most; this one has more.`);
    const endLine = `-----END ${label}-----`;
    const end = text.indexOf(endLine, beginLine.lastIndex);
    if (end === -1) return [...blocks, { label, pem: null }];
    from = end + endLine.length;
    blocks.push({ label, pem: text.slice(start, from) });
  }
}
