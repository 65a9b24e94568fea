import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, test, vi } from "vitest";
import { openMemStore } from "../../lib/adapters/store/mem.ts";
import { adoptReplaced } from "../../lib/run/adopt-replaced.ts";
import type { ClaimedItem } from "../../lib/run/item-rows.ts";
import type { SigningKit } from "../../lib/run/signing-kit.ts";

afterEach(() => vi.restoreAllMocks());

const meant = { intentSha256: "i", contentSha256: "c", label: "urn:ours", mime: "image/jpeg", parentManifest: "none" };
const item = { key: "a.jpg", sizeBytes: 2_900_000, meant } as ClaimedItem;

async function adopt(sizeBytes: number) {
  const calls: string[] = [];
  const store = openMemStore({ onWire: ({ kind }) => calls.push(kind) });
  await store.put("a.jpg", new Uint8Array(sizeBytes), { contentType: "image/jpeg", when: { kind: "always" } });
  const patience = vi.spyOn(AbortSignal, "timeout");
  const validate = async () => ({ state: "Trusted", activeManifest: { label: "urn:ours" }, codes: [] });
  const kit = {
    writing: { replaces: true },
    settings: { timeoutMs: 12_000 },
    store,
    media: { validate },
    signer: { anchorPem: "", chainPem: "", keyId: "k" },
    wire: { mediaMs: 0 },
  } as unknown as SigningKit;
  const folder = await mkdtemp(join(tmpdir(), "c2c-adopt-"));
  const found = await adoptReplaced(kit, item, folder);
  await rm(folder, { recursive: true });
  return { found, calls: calls.slice(1), waits: patience.mock.calls.map(([ms]) => ms) };
}

test("what took an object's place is fetched with as much time as its size takes, after its size was asked for", async () => {
  const { found, calls, waits } = await adopt(3_000_000);
  expect(found).toMatchObject({ kind: "replaced", sizeBytes: 3_000_000 });
  expect(calls).toEqual(["head", "get"]);
  expect(waits).toEqual([12_000, 15_000]);
});

test("what is longer than the object with any manifest in it is somebody's, and is not fetched", async () => {
  const { found, calls } = await adopt(22_900_001);
  expect([found, calls]).toEqual([null, ["head"]]);
});
