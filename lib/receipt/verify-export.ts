import { fromHex, hex, sha256Hex } from "../kernel/bytes.ts";
import { canonicalText } from "../kernel/canonical-json.ts";
import { type ChainHead, emptyHead, extend, treeRoot } from "./chain.ts";
import { type AssetBody, type ReceiptBody, receiptBody, subjectOf } from "./schema.ts";

export type ExportVerdict =
  | { kind: "intact"; receipts: bigint; chain: string; treeRoot: string; tenant: string }
  | { kind: "broken"; line: number; problem: string };

/**
 * Recomputes a whole export from nothing but its lines: every body is canonical (RFC 8785) and reads as a receipt, the
 * sequence has no gap, no run item and no upload has two receipts, a stamp that came later is for the asset of a receipt that owed it, every leaf and link is right, and the head line agrees with both
 * the chain and the RFC 6962 tree. The first thing that is wrong is named with its line.
 */
export async function verifyExport(lines: AsyncIterable<string> | Iterable<string>): Promise<ExportVerdict> {
  const state: Progress = { line: 0, end: emptyHead, seen: new Set(), owing: new Map(), tenant: null, closed: false };
  for await (const text of lines) {
    state.line++;
    if (text.trim() === "") continue;
    const problem = checkLine(state, text);
    if (problem) return { kind: "broken", line: state.line, problem };
  }
  if (state.tenant === null) return { kind: "broken", line: state.line, problem: "the file has no header line" };
  if (!state.closed)
    return { kind: "broken", line: state.line, problem: "the file ends before its head line: it was cut short" };
  return {
    kind: "intact",
    receipts: state.end.seq,
    chain: hex(state.end.head),
    treeRoot: hex(treeRoot(state.end)),
    tenant: state.tenant,
  };
}

type Progress = {
  line: number;
  end: ChainHead;
  seen: Set<string>;
  /** By receipt, what of it a stamp does not change, hashed. */
  owing: Map<string, string>;
  tenant: string | null;
  closed: boolean;
};

function checkLine(state: Progress, text: string): string | null {
  let record: Record<string, unknown>;
  try {
    record = JSON.parse(text);
  } catch {
    return "this line is not JSON";
  }
  if (record === null || typeof record !== "object") return "this line is no JSON object";
  if (state.closed) return "there is more after the head line";
  if (state.tenant === null) return checkHeader(state, record);
  if ("head" in record) return checkHead(state, record.head as Record<string, unknown>);
  return checkReceipt(state, record);
}

function checkHeader(state: Progress, record: Record<string, unknown>): string | null {
  if (record.c2c_receipts !== 1 || typeof record.tenant !== "string") return "this is no receipt export (version 1)";
  if (record.previous_chain !== hex(emptyHead.head)) return "the export does not begin at the first receipt";
  state.tenant = record.tenant;
  return null;
}

function checkReceipt(state: Progress, record: Record<string, unknown>): string | null {
  const expected = (state.end.seq + 1n).toString();
  if (record.seq !== expected) return `expected receipt ${expected}, found ${String(record.seq)}`;
  if (typeof record.body !== "string") return `receipt ${expected} has no body`;
  const problem = checkBody(state, record.body);
  if (problem) return `receipt ${expected}: ${problem}`;
  const link = extend(state.end, new TextEncoder().encode(record.body));
  if (record.leaf !== hex(link.leaf))
    return `receipt ${expected}: the body does not hash to its leaf; the body or the leaf was changed`;
  if (record.chain !== hex(link.chain)) return `receipt ${expected}: the link to the receipt before it is wrong`;
  state.end = link.end;
  return null;
}

function checkBody(state: Progress, text: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
    if (canonicalText(value) !== text) return "the body is not in canonical form";
  } catch {
    return "the body is not canonical JSON";
  }
  const body = receiptBody.safeParse(value);
  if (!body.success) return `the body does not read as a receipt (${body.error.issues[0]?.path.join(".")})`;
  if (body.data.tenant !== state.tenant) return "it belongs to another workspace";
  const item = subjectOf(body.data);
  if (state.seen.has(item)) return `${item} has a receipt already`;
  state.seen.add(item);
  return checkStamp(state, body.data);
}

/** Notes what is owed, and refuses a stamp that nothing owed, or whose receipt tells of another asset than the one it supersedes. */
function checkStamp({ owing }: Progress, body: ReceiptBody): string | null {
  if (body.kind === "upload") return null;
  if (body.kind === "signed") {
    if (body.time_stamp !== "none" && body.time_stamp.kind === "debt") owing.set(body.receipt, hashOfStanding(body));
    return null;
  }
  const owed = owing.get(body.supersedes);
  if (owed === undefined) return `it supersedes ${body.supersedes}, which owed it no stamp`;
  owing.delete(body.supersedes);
  return owed === hashOfStanding(body)
    ? null
    : `it tells of something else than ${body.supersedes}, which it supersedes`;
}

/** What a stamp does not change: the asset, what was meant for it, and the place of a signed copy, but not its bytes. */
function hashOfStanding(body: AssetBody): string {
  const { run, item, plan, plan_hash, approval, object, content_sha256, intent_sha256, mode } = body;
  const { manifest_label, signer_key_id, parent_manifest, stored } = body;
  const meant = { run, item, plan, plan_hash, approval, object, content_sha256, intent_sha256, mode };
  const place = mode === "remote" ? null : { bucket: stored.bucket ?? null, key: stored.key, size: stored.size_bytes };
  return sha256Hex(canonicalText({ ...meant, manifest_label, signer_key_id, parent_manifest, place }));
}

function checkHead(state: Progress, head: Record<string, unknown>): string | null {
  if (head.seq !== state.end.seq.toString())
    return `the head says ${String(head.seq)} receipts, the file holds ${state.end.seq}`;
  if (typeof head.chain !== "string" || hex(fromHex(head.chain)) !== hex(state.end.head))
    return "the head's link is not the chain's end";
  if (head.tree_root !== hex(treeRoot(state.end))) return "the head's tree root is not the root over these receipts";
  state.closed = true;
  return null;
}
