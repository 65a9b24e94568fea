import { expect, test } from "vitest";
import type { Id } from "../../lib/kernel/ids.ts";
import { revalidateReceipt } from "../../lib/proof/revalidate.ts";
import { listReceipts } from "../../lib/receipt/list.ts";
import { ensureDevelopmentIdentity } from "../../lib/signer-identity/ensure-development.ts";
import { retireIdentity } from "../../lib/signer-identity/retire.ts";
import { allowDevelopmentRoots } from "../../lib/trust/allow-development.ts";
import { bentBucket } from "../support/bent-bucket.ts";
import { launchedRun, picture, pumpToEnd, putBytes, putPictures } from "../support/launched-run.ts";

const here = bentBucket();

async function signedReceipt(settings: Parameters<typeof launchedRun>[1] = {}): Promise<Id<"receipt">> {
  await putPictures(here, { "a.jpg": 1 });
  const { runId } = await launchedRun(here, settings);
  await pumpToEnd(here.wiring, here.tenant, runId);
  const { items } = await listReceipts(here.tenant.owner, {});
  return items[0]?.id as Id<"receipt">;
}
const codesOf = (judged: { codes: { code: string; kind: string }[] } | null) =>
  judged?.codes.filter(({ kind }) => kind === "failure").map(({ code }) => code);
const storedKey = () => [...here.bucket.keys()].find((key) => key !== "a.jpg") as string;

test("a receipt's manifest is Trusted by its own anchor for ever, and by the workspace only as far as that trusts", async () => {
  const receiptId = await signedReceipt();
  const { owner } = here.tenant;
  const { id: identityId } = await ensureDevelopmentIdentity(owner, {});
  await retireIdentity(owner, { identityId });
  const first = await revalidateReceipt(owner, { receiptId });
  expect(first).toMatchObject({ asset: "same", stored: "same", own: { state: "Trusted", anchors: 1 } });
  expect(first.trusted).toMatchObject({ state: "Valid", anchors: 0 });
  expect(codesOf(first.trusted)).toEqual(["signingCredential.untrusted"]);
  expect(first.sentences.join(" ")).toContain("loaded no trust list");
  await allowDevelopmentRoots(owner, { allow: true });
  expect((await revalidateReceipt(owner, { receiptId })).trusted).toMatchObject({ state: "Trusted", anchors: 1 });
  const later = { ...owner, now: () => new Date(Date.now() + 400 * 86_400_000) };
  expect((await revalidateReceipt(later, { receiptId })).sentences.at(-1)).toMatch(/no time-stamp shows/);
});

test("an asset that changed since is said to have changed, and its manifest no longer holds", async () => {
  const receiptId = await signedReceipt();
  putBytes(here, "a.jpg", await picture(2));
  const seen = await revalidateReceipt(here.tenant.owner, { receiptId });
  expect(seen).toMatchObject({ asset: "changed", stored: "same" });
  expect(codesOf(seen.own)).toContain("assertion.dataHash.mismatch");
  expect(seen.sentences[0]).toMatch(/^The asset changed since it was signed/);
});

test("a manifest that is gone is a finding, and so is an asset", async () => {
  const receiptId = await signedReceipt();
  const kept = here.bucket.get(storedKey());
  const key = storedKey();
  here.bucket.delete(key);
  expect(await revalidateReceipt(here.tenant.owner, { receiptId })).toMatchObject({
    stored: "gone",
    own: null,
    trusted: null,
    sentences: expect.arrayContaining(["The stored manifest is gone from the bucket."]),
  });
  if (kept) here.bucket.set(key, kept);
  here.bucket.delete("a.jpg");
  expect(await revalidateReceipt(here.tenant.owner, { receiptId })).toMatchObject({ asset: "gone", own: null });
});

test("a manifest that somebody replaced is told of and judged as it is", async () => {
  const receiptId = await signedReceipt();
  putBytes(here, storedKey(), new TextEncoder().encode("no manifest"));
  const seen = await revalidateReceipt(here.tenant.owner, { receiptId });
  expect(seen).toMatchObject({ asset: "same", stored: "changed", own: { state: "Invalid" } });
});

test("a signed copy is validated by itself, whatever became of the original", async () => {
  const receiptId = await signedReceipt({ mode: "embed" });
  here.bucket.delete("a.jpg");
  const seen = await revalidateReceipt(here.tenant.owner, { receiptId });
  expect(seen).toMatchObject({ asset: "not_needed", stored: "same", own: { state: "Trusted" } });
  expect(seen.sentences[0]).toMatch(/^The signed copy is, byte for byte/);
});

test("what grew beyond measure has changed, and is not fetched to be judged", async () => {
  const receiptId = await signedReceipt();
  putBytes(here, storedKey(), new Uint8Array(20_100_000));
  const seen = await revalidateReceipt(here.tenant.owner, { receiptId });
  expect(seen).toMatchObject({ asset: "same", stored: "changed", own: null, trusted: null });
  expect(seen.sentences.at(-1)).toBe("It is much longer than it was, and was not read.");
});
