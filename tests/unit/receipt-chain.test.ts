import fc from "fast-check";
import { expect, test } from "vitest";
import { fromHex, hex, sha256 } from "../../lib/kernel/bytes.ts";
import { canonicalText } from "../../lib/kernel/canonical-json.ts";
import { newId } from "../../lib/kernel/ids.ts";
import { type ChainHead, emptyHead, extend, leafHash, nodeHash, treeRoot } from "../../lib/receipt/chain.ts";
import type { ReceiptBody, SignedBody, StampedBody } from "../../lib/receipt/schema.ts";
import { verifyExport } from "../../lib/receipt/verify-export.ts";

const tenant = newId("tenant");
const run = newId("run");
const some = "ab".repeat(32);

function bodyOf(item: number): SignedBody {
  return {
    v: 1,
    kind: "signed",
    receipt: newId("receipt"),
    tenant,
    at: "2026-11-21T08:00:00.000Z",
    run,
    item,
    plan: newId("plan"),
    plan_hash: some,
    approval: newId("approval"),
    object: { bucket: newId("bucket"), key: `été/${item}.jpg`, etag: "e", size_bytes: "9007199254740993" },
    content_sha256: some,
    intent_sha256: some,
    mode: "remote",
    stored: { key: "c2pa/x.c2pa", sha256: some, size_bytes: "12" },
    manifest_label: "urn:c2pa:1",
    signer_key_id: some,
    parent_manifest: "none",
    adopted: false,
    validation: { state: "Trusted", codes: ["claimSignature.validated"] },
    time_stamp: "none",
    usage: { unit: "vex", quantity: 1 },
  };
}

function exportOf(bodies: ReceiptBody[]): string[] {
  let end: ChainHead = emptyHead;
  const lines = [
    JSON.stringify({
      c2c_receipts: 1,
      tenant,
      exported_at: "2026-11-21T09:00:00.000Z",
      previous_chain: hex(emptyHead.head),
    }),
  ];
  for (const body of bodies) {
    const text = canonicalText(body);
    const link = extend(end, new TextEncoder().encode(text));
    end = link.end;
    lines.push(JSON.stringify({ seq: end.seq.toString(), body: text, leaf: hex(link.leaf), chain: hex(link.chain) }));
  }
  lines.push(
    JSON.stringify({ head: { seq: end.seq.toString(), chain: hex(end.head), tree_root: hex(treeRoot(end)) } }),
  );
  return lines;
}

/** RFC 6962 section 2.1, written down as it is defined there. */
function definedRoot(leaves: Uint8Array[]): Uint8Array {
  if (leaves.length === 0) return sha256();
  if (leaves.length === 1) return leafHash(leaves[0] as Uint8Array);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return nodeHash(definedRoot(leaves.slice(0, split)), definedRoot(leaves.slice(split)));
}

test("the frontier's root is RFC 6962's Merkle tree hash for every size", () => {
  const inputs = Array.from({ length: 70 }, (_, i) => new Uint8Array([i, i * 3]));
  let end: ChainHead = emptyHead;
  for (let size = 0; size <= inputs.length; size++) {
    expect(hex(treeRoot(end))).toBe(hex(definedRoot(inputs.slice(0, size))));
    const next = inputs[size];
    if (next) end = extend(end, next).end;
  }
});

test("leaf, node and empty hashes are the known ones of RFC 6962 implementations", () => {
  expect(hex(treeRoot(emptyHead))).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  expect(hex(leafHash(new Uint8Array()))).toBe("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  expect(hex(extend(extend(emptyHead, new Uint8Array()).end, fromHex("00")).end.frontier[0] as Uint8Array)).toBe(
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  );
});

test("an untouched export is intact", async () => {
  const verdict = await verifyExport(exportOf([1, 2, 3, 4, 5].map(bodyOf)));
  expect(verdict).toMatchObject({ kind: "intact", receipts: 5n, tenant });
});

test("any changed character of an export is noticed", async () => {
  const lines = exportOf([1, 2, 3].map(bodyOf));
  const text = lines.join("\n");
  const inExportedAt = text.indexOf("exported_at");
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 0, max: text.length - 1 }), async (at) => {
      // The time of the export is a note beside the chain and not part of what is sealed.
      if (at >= inExportedAt - 1 && at < inExportedAt + 45) return;
      const other = text[at] === "0" ? "1" : "0";
      const changed = text.slice(0, at) + other + text.slice(at + 1);
      const verdict = await verifyExport(changed.split("\n"));
      expect(verdict.kind).toBe("broken");
    }),
    { numRuns: 300, seed: 7 },
  );
});

test("a removed, a repeated and a swapped receipt are named with their line", async () => {
  const lines = exportOf([1, 2, 3].map(bodyOf));
  const [header, first, second, third, head] = lines as [string, string, string, string, string];
  expect(await verifyExport([header, first, third, head])).toMatchObject({ kind: "broken", line: 3 });
  expect(await verifyExport([header, first, first, second, third, head])).toMatchObject({ kind: "broken", line: 3 });
  expect(await verifyExport([header, second, first, third, head])).toMatchObject({ kind: "broken", line: 2 });
  expect(await verifyExport([header, first, second, third])).toMatchObject({
    kind: "broken",
    problem: expect.stringContaining("cut short"),
  });
});

test("two receipts for one run item are refused, however well they chain", async () => {
  expect(await verifyExport(exportOf([bodyOf(1), bodyOf(1)]))).toMatchObject({
    kind: "broken",
    problem: expect.stringContaining("already"),
  });
});

test("a stamp that came later supersedes the receipt that owed it, once, and nothing else", async () => {
  const signed = bodyOf(1);
  const owing: SignedBody = { ...signed, time_stamp: { kind: "debt", profile: "std", why: "unavailable" } };
  const token = {
    kind: "stamped",
    profile: "std",
    time: owing.at,
    tsa: "CN=T",
    serial: "01",
    token_sha256: some,
  } as const;
  const later = (more: Partial<StampedBody> = {}): StampedBody => ({
    ...owing,
    kind: "stamped",
    receipt: newId("receipt"),
    supersedes: owing.receipt,
    time_stamp: token,
    usage: { unit: "vex", quantity: 0 },
    ...more,
  });
  const verdict = (...bodies: ReceiptBody[]) => verifyExport(exportOf(bodies));
  expect(await verdict(owing, bodyOf(2), later())).toMatchObject({ kind: "intact", receipts: 3n });
  expect(await verdict(owing, later(), later())).toMatchObject({ kind: "broken", line: 4 });
  expect(await verdict(later(), owing)).toMatchObject({ kind: "broken", line: 2 });
  expect(await verdict(owing, later({ item: 7 }))).toMatchObject({ kind: "broken", line: 3 });
  // Another asset's receipt, however it is told apart.
  const others: Partial<StampedBody>[] = [
    { object: { ...owing.object, key: "another.jpg" } },
    { content_sha256: "cd".repeat(32) },
    { intent_sha256: "cd".repeat(32) },
    { manifest_label: "urn:c2pa:2" },
    { mode: "embed" },
  ];
  for (const other of others) expect(await verdict(owing, later(other))).toMatchObject({ kind: "broken", line: 3 });
  // Where the manifest store lies beside itself it has another key; a signed copy keeps its place and its length.
  const stored = { ...owing.stored, key: "c2pa/x.stamped.c2pa", sha256: "cd".repeat(32) };
  expect((await verdict(owing, later({ stored }))).kind).toBe("intact");
  const copy: SignedBody = { ...owing, mode: "embed" };
  const stamped = (more: Partial<SignedBody["stored"]>) =>
    later({ mode: "embed", stored: { ...copy.stored, ...more } });
  expect((await verdict(copy, stamped({ sha256: "cd".repeat(32) }))).kind).toBe("intact");
  expect((await verdict(copy, stamped({ key: "elsewhere.jpg" }))).kind).toBe("broken");
  expect((await verdict(copy, stamped({ size_bytes: "13" }))).kind).toBe("broken");
  // Nothing was owed: neither by a receipt of before stamps could be asked for, nor by one that has its stamp.
  expect(await verdict(signed, later({ supersedes: signed.receipt }))).toMatchObject({ kind: "broken", line: 3 });
  expect(await verdict({ ...signed, time_stamp: token }, later())).toMatchObject({ kind: "broken", line: 3 });
});
