import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { listLinks } from "../../lib/delivery/list-links.ts";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import type { Id } from "../../lib/kernel/ids.ts";
import { getPlan } from "../../lib/plan/get.ts";
import type { PlanSettingsInput } from "../../lib/plan/schema.ts";
import { revalidateReceipt } from "../../lib/proof/revalidate.ts";
import { drawSigned } from "../../lib/proof/survival-rows.ts";
import { exportReceipts } from "../../lib/receipt/export.ts";
import { getReceipt } from "../../lib/receipt/get.ts";
import type { AssetBody, SignedBody } from "../../lib/receipt/schema.ts";
import { parseBody } from "../../lib/receipt/show-receipt.ts";
import { verifyExport } from "../../lib/receipt/verify-export.ts";
import { getRun } from "../../lib/run/get.ts";
import { listItems } from "../../lib/run/list-items.ts";
import { listDebts } from "../../lib/stamp-debt/list.ts";
import { payDebts } from "../../lib/stamp-debt/pay.ts";
import { configureProfile } from "../../lib/stamper/configure.ts";
import { bentBucket } from "../support/bent-bucket.ts";
import {
  books,
  endDebtLeases,
  launchedRun,
  makeDebtsDue,
  manySeeds,
  pumpToEnd,
  putPictures,
} from "../support/launched-run.ts";
import { authorityOf, failingAfter, stampedRunOver } from "../support/stamped-plan.ts";
import { hasOpenssl, startTsa, type Tsa } from "../support/tsa.ts";

describe.skipIf(!hasOpenssl)("runs that stamp what they embed (skipped without openssl)", () => {
  const here = bentBucket();
  let tsa: Tsa;
  beforeAll(async () => {
    tsa = await startTsa();
  });
  beforeEach(() => tsa.always(null));
  afterAll(() => tsa.close());

  const stampedRun = (seeds: Record<string, number>, more: Partial<PlanSettingsInput>) =>
    stampedRunOver(here, tsa, seeds, more);

  /** A run that gets no stamp at all, its debts due, and the authority well again. */
  async function owingRun(seeds: Record<string, number>, mode: "embed" | "embed-in-place") {
    tsa.always({ kind: "status", status: 500 });
    const run = await stampedRun(seeds, { mode });
    tsa.always(null);
    await makeDebtsDue(here.wiring, here.tenant);
    return { ...run, owing: await receiptsOf(run.runId) };
  }

  async function receiptsOf(runId: Id<"run">): Promise<SignedBody[]> {
    const { items } = await listItems(here.tenant.owner, { runId, limit: 100 });
    const views = await Promise.all(
      items.map(({ receiptId }) => getReceipt(here.tenant.owner, { receiptId: receiptId as Id<"receipt"> })),
    );
    return views.flatMap(({ body }) => (body.kind === "signed" ? [body] : []));
  }

  async function laterOf({ receipt }: SignedBody): Promise<AssetBody> {
    const { supersededBy } = await getReceipt(here.tenant.owner, { receiptId: receipt });
    const { body } = await getReceipt(here.tenant.owner, { receiptId: supersededBy as Id<"receipt"> });
    return body as AssetBody;
  }

  async function verifiedExport(): Promise<bigint> {
    const { lines } = await exportReceipts(here.tenant.owner, { limit: 500 });
    const verdict = await verifyExport(lines);
    expect(verdict).toMatchObject({ kind: "intact" });
    return verdict.kind === "intact" ? verdict.receipts : 0n;
  }

  const storedHash = ({ stored }: Pick<AssetBody, "stored">) => sha256Hex(here.bucket.get(stored.key)?.bytes ?? "");
  const lossOf = async () => (await listDebts(here.tenant.owner, { state: "lost" })).items[0];
  const replace = (key: string, bytes: Uint8Array) => {
    const held = here.bucket.get(key);
    if (held) here.bucket.set(key, { bytes, head: { ...held.head, etag: "theirs", sizeBytes: bytes.byteLength } });
  };

  describe.each(["embed", "embed-in-place"] as const)("%s", (mode) => {
    test("every asset is stamped before it is stored, more of them at once than there are media processes' places", async () => {
      const { runId, planId } = await stampedRun(manySeeds(20), { mode });
      const bodies = await receiptsOf(runId);
      expect(bodies).toHaveLength(20);
      for (const body of bodies) {
        expect(body.time_stamp).toMatchObject({ kind: "stamped", profile: "std" });
        expect(body.validation.codes).toContain("timeStamp.validated");
        expect(storedHash(body)).toBe(body.stored.sha256);
      }
      const run = await getRun(here.tenant.owner, { runId });
      expect(run.wire).toMatchObject({ stampRequests: 20, stamps: 20 });
      expect(run.stamps).toEqual({ asked: true, owed: 0, paid: 0, lost: 0 });
      const { ledger } = await getPlan(here.tenant.owner, { planId });
      expect(ledger.lines.find(({ id }) => id === "tsa")).toMatchObject({ quantity: { estimate: "20" } });
      expect(ledger.lines.find(({ id }) => id === "requests_head")?.quantity.estimate).toBe(String(run.wire.head));
      expect(await verifiedExport()).toBe(20n);
    });

    test("while the authority is down all is signed and owed; later the same copies are stamped, once, and the chain holds", async () => {
      const { runId, bucketId, owing } = await owingRun(manySeeds(4), mode);
      expect(owing).toHaveLength(4);
      for (const body of owing) expect(body.time_stamp).toEqual({ kind: "debt", profile: "std", why: "unavailable" });
      const payers = await Promise.all([payDebts(here.tenant.system, {}), payDebts(here.tenant.system, {})]);
      expect(payers.reduce((sum, { paid }) => sum + paid, 0)).toBe(4);
      const links = (await listLinks(here.tenant.owner, { bucketId, limit: 100 })).items;
      for (const debt of owing) {
        const body = await laterOf(debt);
        expect(body).toMatchObject({ kind: "stamped", supersedes: debt.receipt, usage: { unit: "vex", quantity: 0 } });
        expect(body).toMatchObject({ manifest_label: debt.manifest_label, intent_sha256: debt.intent_sha256, mode });
        expect(body.time_stamp).toMatchObject({ kind: "stamped", profile: "std" });
        expect(body.validation.codes).toContain("timeStamp.validated");
        expect(body.stored).toEqual({ ...debt.stored, sha256: storedHash(body) });
        expect(body.stored.sha256).not.toBe(debt.stored.sha256);
        const link = links.find(({ key }) => key === body.object.key);
        expect(link).toMatchObject({ storedSha256: body.stored.sha256, receiptId: body.receipt });
      }
      const [first] = owing;
      const superseded = await revalidateReceipt(here.tenant.owner, { receiptId: (first as SignedBody).receipt });
      expect(superseded).toMatchObject({ stored: "changed", own: { state: "Trusted" } });
      expect(superseded.sentences.join(" ")).toContain((await laterOf(first as SignedBody)).receipt);
      const again = await revalidateReceipt(here.tenant.owner, {
        receiptId: (await laterOf(first as SignedBody)).receipt,
      });
      expect(again).toMatchObject({ stored: "same", own: { state: "Trusted" } });
      expect(again.own?.codes).toContainEqual(expect.objectContaining({ code: "timeStamp.trusted", kind: "success" }));
      const { tenantId } = here.tenant;
      const drawn = await here.tenant.owner.read((tx) => drawSigned(tx, tenantId, runId, { count: 9, seed: 1 }));
      // What is looked at on delivery is what lies there now.
      expect(drawn.map((row) => parseBody(row).kind)).toEqual(Array(4).fill("stamped"));
      expect(await books(here.wiring, here.tenant, runId)).toMatchObject({ signed: 4, receipts: 8, usage: 4, head: 8 });
      expect(await verifiedExport()).toBe(8n);
      expect((await getRun(here.tenant.owner, { runId })).stamps).toEqual({ asked: true, owed: 0, paid: 4, lost: 0 });
    });

    test("an authority that hangs is waited for by a few assets, and the rest owe their stamps at once", async () => {
      tsa.always({ kind: "slow", ms: 60_000 });
      await putPictures(here, manySeeds(8));
      const hanging = authorityOf(tsa, { attempts: 1, timeoutMs: 300 });
      await configureProfile(here.tenant.owner, { ...hanging, profile: "std" });
      const asked = tsa.seen.length;
      const { runId } = await launchedRun(here, { timeStamp: "std", concurrency: 1, mode });
      await pumpToEnd(here.wiring, here.tenant, runId);
      expect(await getRun(here.tenant.owner, { runId })).toMatchObject({ signed: "8", stamps: { owed: 8 } });
      expect(tsa.seen.length).toBe(asked + 5);
      const whys = (await receiptsOf(runId)).map(
        ({ time_stamp: stamp }) => stamp !== "none" && "why" in stamp && stamp.why,
      );
      expect(new Set(whys)).toEqual(new Set(["timed_out"]));
    });

    test("killed between the put and the receipt, paying again adopts the copy that lies there and asks for no second stamp", async () => {
      const { owing } = await owingRun({ "a.jpg": 1 }, mode);
      const dying = { ...here.tenant.system, machineWrite: failingAfter(here.tenant.system.machineWrite, 1) };
      await expect(payDebts(dying, {})).rejects.toMatchObject({ cause: new Error("killed") });
      const [asked, stamped] = [tsa.seen.length, storedHash(owing[0] as SignedBody)];
      expect(stamped).not.toBe(owing[0]?.stored.sha256);
      await endDebtLeases(here.wiring, here.tenant);
      expect(await payDebts(here.tenant.system, {})).toMatchObject({ paid: 1 });
      expect(tsa.seen.length).toBe(asked);
      expect(await laterOf(owing[0] as SignedBody)).toMatchObject({ adopted: true, stored: { sha256: stamped } });
      expect(await verifiedExport()).toBe(2n);
    });

    test("what somebody else put there is left untouched, before the stamp is asked for and after", async () => {
      const { owing } = await owingRun({ "a.jpg": 1 }, mode);
      const key = owing[0]?.stored.key ?? "";
      const theirs = (here.bucket.get(key)?.bytes ?? new Uint8Array()).slice();
      // One bit of the picture, so that it is as long as before.
      theirs[theirs.length - 20] = (theirs[theirs.length - 20] ?? 0) ^ 1;
      const asked = tsa.seen.length;
      replace(key, theirs);
      expect(await payDebts(here.tenant.system, {})).toMatchObject({ paid: 0, lost: 1 });
      expect(tsa.seen.length).toBe(asked);
      expect(await lossOf()).toMatchObject({ problem: "stored_differs", paidBy: null });
      expect(here.bucket.get(key)?.bytes).toBe(theirs);
    });

    test("a copy that is replaced while its stamp is asked for keeps what it was replaced by", async () => {
      const { owing } = await owingRun({ "a.jpg": 1 }, mode);
      const key = owing[0]?.stored.key ?? "";
      const theirs = new TextEncoder().encode("theirs");
      const { system } = here.tenant;
      const media: typeof system.ports.media = {
        ...system.ports.media,
        async restamp(job) {
          replace(key, theirs);
          return system.ports.media.restamp(job);
        },
      };
      const racing = { ...system, ports: { ...system.ports, media } };
      expect(await payDebts(racing, {})).toMatchObject({ paid: 0, lost: 1 });
      expect(await lossOf()).toMatchObject({ problem: "stored_differs" });
      expect(here.bucket.get(key)?.bytes).toBe(theirs);
    });
  });

  test("copies of one content are stamped each for itself, and a copy that is there already is stamped for nobody", async () => {
    const { runId } = await stampedRun({ "a.jpg": 7, "b.jpg": 7 }, { mode: "embed" });
    const tokens = (await receiptsOf(runId)).map(
      ({ time_stamp: stamp }) => stamp !== "none" && stamp.kind === "stamped" && stamp.token_sha256,
    );
    expect(new Set(tokens).size).toBe(2);
    const asked = tsa.seen.length;
    const next = await launchedRun(here, { timeStamp: "std", mode: "embed" });
    await pumpToEnd(here.wiring, here.tenant, next.runId);
    expect(tsa.seen.length).toBe(asked);
    const adopted = await receiptsOf(next.runId);
    expect(adopted.map((body) => body.adopted)).toEqual([true, true]);
    for (const body of adopted) expect(body.time_stamp).toMatchObject({ kind: "stamped" });
  });

  test("an authority whose tokens are another's, or whose certificate is over, makes debts, and the room stays empty for them", async () => {
    tsa.spoil({ kind: "expired" }, { kind: "wrong-nonce" }, { kind: "tampered" }, { kind: "garbage" });
    const { runId } = await stampedRun(manySeeds(4), { mode: "embed" });
    const whys = (await receiptsOf(runId)).map(
      ({ time_stamp: stamp }) => stamp !== "none" && "why" in stamp && stamp.why,
    );
    expect(whys.sort()).toEqual(["bad_signature", "certificate_expired", "not_a_token", "wrong_nonce"]);
    await makeDebtsDue(here.wiring, here.tenant);
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ paid: 4 });
  });

  test("two runs that owe over one copy are both paid by the one stamp that is in it", async () => {
    const { owing } = await owingRun({ "a.jpg": 1 }, "embed");
    tsa.always({ kind: "status", status: 500 });
    const { runId } = await launchedRun(here, { timeStamp: "std", mode: "embed" });
    await pumpToEnd(here.wiring, here.tenant, runId);
    tsa.always(null);
    const both = [...owing, ...(await receiptsOf(runId))];
    expect(both.map(({ adopted }) => adopted)).toEqual([false, true]);
    await makeDebtsDue(here.wiring, here.tenant);
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ paid: 2 });
    for (const debt of both) expect((await laterOf(debt)).stored.sha256).toBe(storedHash(debt));
  });

  test("a copy that is gone is lost with its reason", async () => {
    const { owing } = await owingRun({ "a.jpg": 1 }, "embed");
    here.bucket.delete(owing[0]?.stored.key ?? "");
    expect(await payDebts(here.tenant.system, {})).toMatchObject({ lost: 1 });
    expect(await lossOf()).toMatchObject({ problem: "stored_gone" });
  });
});
