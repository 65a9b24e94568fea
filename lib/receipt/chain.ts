import { sha256 } from "../kernel/bytes.ts";

const leafTag = new Uint8Array([0x00]);
const nodeTag = new Uint8Array([0x01]);
const chainTag = new Uint8Array([0x02]);

/** What the chain is before its first receipt: 32 zero bytes. */
export const genesis: Uint8Array<ArrayBuffer> = new Uint8Array(32);

/** SHA-256(0x00 ‖ body): the leaf of RFC 6962, section 2.1. */
export function leafHash(body: Uint8Array): Uint8Array<ArrayBuffer> {
  return sha256(leafTag, body);
}

/** SHA-256(0x01 ‖ left ‖ right): the inner node of RFC 6962, section 2.1. */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array<ArrayBuffer> {
  return sha256(nodeTag, left, right);
}

/** SHA-256(0x02 ‖ previous ‖ leaf): the link from one receipt to the next. */
export function chainHash(previous: Uint8Array, leaf: Uint8Array): Uint8Array<ArrayBuffer> {
  return sha256(chainTag, previous, leaf);
}

/** The end of a chain of `seq` receipts: its last link and the roots of the tree's complete subtrees, largest first. */
export interface ChainHead {
  seq: bigint;
  head: Uint8Array;
  frontier: readonly Uint8Array[];
}

export const emptyHead: ChainHead = { seq: 0n, head: genesis, frontier: [] };

/** One body more: the new head, and the leaf and link that the receipt keeps. */
export function extend(
  end: ChainHead,
  body: Uint8Array,
): { end: ChainHead; leaf: Uint8Array<ArrayBuffer>; chain: Uint8Array<ArrayBuffer> } {
  const leaf = leafHash(body);
  const chain = chainHash(end.head, leaf);
  const frontier = [...end.frontier];
  let node: Uint8Array = leaf;
  // Each trailing one-bit of the size is a complete subtree as large as the one in hand: they merge.
  for (let size = end.seq; size & 1n; size >>= 1n) node = nodeHash(frontier.pop() as Uint8Array, node);
  frontier.push(node);
  return { end: { seq: end.seq + 1n, head: chain, frontier }, leaf, chain };
}

/** The RFC 6962 tree head over all leaves; SHA-256 of nothing for the empty tree. */
export function treeRoot(end: ChainHead): Uint8Array {
  const roots = [...end.frontier];
  let root = roots.pop();
  if (!root) return sha256();
  for (let left = roots.pop(); left; left = roots.pop()) root = nodeHash(left, root);
  return root;
}
