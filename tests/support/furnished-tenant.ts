import { randomBytes } from "node:crypto";
import { priceListOf } from "../../lib/billing/price-list.ts";
import { capabilities } from "../../lib/bucket/schema.ts";
import { canonicalBytes } from "../../lib/kernel/canonical-json.ts";
import { type IdKind, newId } from "../../lib/kernel/ids.ts";
import { ledger, planSettings } from "../../lib/plan/schema.ts";
import { signedBody } from "../../lib/receipt/schema.ts";
import { type StampSettings, stampSettings } from "../../lib/stamper/schema.ts";
import { createKey } from "../../lib/tenant/create-key.ts";
import { inviteMember } from "../../lib/tenant/invite-member.ts";
import type { Wiring } from "../../lib/wire.ts";
import { exampleInput } from "./example-input.ts";
import { makeTenant, type TestTenant } from "./wiring.ts";

export interface FurnishedTenant extends TestTenant {
  ids: Partial<Record<IdKind, string>>;
  /** Text that is in this tenant's rows and in nobody else's. */
  marker: string;
}

/** A tenant with a row in every table that belongs to tenants. The rows hang together; there is no bucket behind them. */
export async function makeFurnishedTenant(wiring: Wiring): Promise<FurnishedTenant> {
  const marker = `marker-${randomBytes(6).toString("hex")}`;
  const tenant = await makeTenant(wiring, `Workspace ${marker}`);
  const { tenantId, owner, userId } = tenant;
  const { invitation } = await inviteMember(owner, { email: `${marker}@example.test`, role: "viewer" });
  const { key } = await createKey(owner, { name: marker, scopes: ["bucket.read"] });
  const made = {
    bucket: newId("bucket"),
    inventory: newId("inventory"),
    fieldSet: newId("fieldSet"),
    sample: newId("sample"),
    plan: newId("plan"),
    approval: newId("approval"),
    run: newId("run"),
    receipt: newId("receipt"),
    proof: newId("proof"),
    identity: newId("identity"),
    trustList: newId("trustList"),
    reservation: newId("reservation"),
  };
  const now = new Date();
  const bytes = new Uint8Array(32);
  const object = { key: `${marker}/a.jpg`, etag: marker, sizeBytes: 400_000n, mime: "image/jpeg" };
  const item = { tenantId, runId: made.run };

  const named = { ...made, tenant: tenantId, user: userId, invitation: invitation.id, apiKey: key.id };
  const settings = exampleInput(planSettings, named) as object;
  const ledgerOfPlan = exampleInput(ledger, named) as object;
  const receiptOf = exampleInput(signedBody, named);

  const forecastTotal = { estimate: "0", low: "0", high: "0" };

  await wiring.database.within(tenantId, async (tx) => {
    const location = { kind: "fs", root: `/nowhere/${marker}` };
    await tx.bucket.create({
      data: {
        tenantId,
        id: made.bucket,
        name: marker,
        kind: "fs",
        location,
        capabilities: exampleInput(capabilities, made) as object,
        probedAt: now,
      },
    });
    await tx.inventory.create({
      data: {
        tenantId,
        id: made.inventory,
        bucketId: made.bucket,
        prefixes: [marker],
        state: "ready",
        cursor: {},
        finishedAt: now,
      },
    });
    await tx.inventoryObject.create({
      data: { tenantId, inventoryId: made.inventory, ...object, lastModified: now, storageClass: "STANDARD" },
    });
    await tx.inventoryRange.create({
      data: { tenantId, inventoryId: made.inventory, seq: 0, prefix: marker, after: "", last: object.key, done: true },
    });
    const set = { tenantId, id: made.fieldSet, name: marker, columns: ["creator"], rows: 1n, sha256: "00".repeat(32) };
    await tx.fieldSet.create({ data: { ...set, state: "ready", createdBy: `user:${userId}` } });
    await tx.objectFields.create({
      data: { tenantId, setId: made.fieldSet, key: object.key, line: 2, fields: { creator: marker } },
    });
    const sample = {
      tenantId,
      id: made.sample,
      inventoryId: made.inventory,
      seed: marker,
      wanted: 1,
      stratify: ["mime"],
    };
    await tx.sample.create({ data: { ...sample, strata: [], state: "ready", finishedAt: now } });
    await tx.sampleObject.create({
      data: { tenantId, sampleId: made.sample, ...object, stratum: marker, thumbnail: bytes },
    });
    const plan = { tenantId, id: made.plan, inventoryId: made.inventory, sampleId: made.sample };
    await tx.plan.create({
      data: { ...plan, settings, ledger: ledgerOfPlan, document: bytes, hash: marker, createdBy: `user:${userId}` },
    });
    await tx.approval.create({
      data: { tenantId, id: made.approval, planId: made.plan, planHash: marker, approvedBy: `user:${userId}` },
    });
    const run = { tenantId, id: made.run, planId: made.plan, approvalId: made.approval, state: "paused" };
    await tx.run.create({ data: { ...run, wire: {}, createdBy: `user:${userId}`, objects: 1n, slices: 1 } });
    await tx.runItem.create({ data: { ...item, seq: 1, ...object } });
    const seat = { token: marker, identityId: made.identity, granted: 1, width: 1, hold: 1, leaseUntil: now };
    await tx.pumpSeat.create({ data: { ...item, ...seat } });
    const forecast = { mark: 1, at: now, objects: 1n, bytes: 1n, forecast: { lines: [], total: forecastTotal } };
    await tx.runForecast.create({ data: { tenantId, runId: made.run, ...forecast } });
    await tx.receiptHead.create({ data: { tenantId, seq: 1n, head: bytes, frontier: [bytes] } });
    const receipt = { ...item, id: made.receipt, seq: 1n, itemSeq: 1, idempotencyKey: `${made.run}:1` };
    const body = canonicalBytes({ ...receiptOf, object: { ...(receiptOf.object as object), key: object.key } });
    await tx.receipt.create({ data: { ...receipt, body, leaf: bytes, chain: bytes } });
    const manifest = { bucketId: made.bucket, key: object.key, intentSha256: marker, etag: marker, mode: "remote" };
    const stored = {
      storedBucketId: made.bucket,
      storedKey: marker,
      storedSha256: "00".repeat(32),
      manifestLabel: marker,
    };
    await tx.assetManifest.create({
      data: { tenantId, ...manifest, ...stored, receiptId: made.receipt, receiptSeq: 1n },
    });
    await tx.usage.create({ data: { ...item, itemSeq: 1, unit: "vex", quantity: 1, receiptId: made.receipt } });
    const counts = { list: 1n, head: 1n, get: 1n, bytesIn: 1n, mediaMs: 1n };
    const chosen = { fromMonth: "2026-11", tier: "free", reservedBy: `user:${userId}`, reservedAt: now };
    const terms = priceListOf("2026-11").tiers.free;
    await tx.reservation.create({ data: { tenantId, id: made.reservation, seq: 1, terms, ...chosen } });
    await tx.meteredRead.create({ data: { tenantId, month: "2026-11", subject: made.sample, ...counts } });
    await tx.proof.create({
      data: {
        tenantId,
        id: made.proof,
        name: marker,
        mime: "image/jpeg",
        sizeBytes: 1n,
        contentSha256: "00",
        intentSha256: "00",
        signedSha256: "00",
        signedSizeBytes: 1n,
        manifestLabel: "urn:c2pa:00",
        storeSha256: "00",
        store: bytes,
        signerKeyId: "00",
        receiptId: made.receipt,
        createdBy: marker,
      },
    });
    const identity = {
      tenantId,
      id: made.identity,
      name: marker,
      kind: "development",
      algorithm: "es256",
      // The one that the receipt names, so that it can be looked at again.
      keyId: String((receiptOf as { signer_key_id: string }).signer_key_id),
    };
    await tx.signingIdentity.create({
      data: { ...identity, chainPem: marker, anchorPem: marker, secret: bytes, notAfter: now },
    });
    const authority = { ...(exampleInput(stampSettings, named) as StampSettings), anchorsPem: marker };
    await tx.stampProfile.create({ data: { tenantId, profile: "std", ...authority } });
    await tx.stampAnchor.create({ data: { tenantId, sha256: marker, pem: marker } });
    const list = { tenantId, id: made.trustList, name: marker, sha256: marker, leftOut: [marker], leftOutCount: 1 };
    await tx.trustList.create({ data: { ...list, loadedAt: now, checkedAt: now } });
    await tx.trustAnchor.create({
      data: {
        ...{ tenantId, listId: made.trustList, sha256: marker, subject: marker, pem: marker },
        ...{ notBefore: now, notAfter: now },
      },
    });
    await tx.trustPolicy.create({ data: { tenantId, allowDevelopment: true } });
    await tx.signingDefault.create({ data: { tenantId, identityId: made.identity } });
    await tx.identityNotice.create({ data: { tenantId, identityId: made.identity, daysBefore: 30 } });
    await tx.stampDebt.create({
      data: {
        ...item,
        receiptId: made.receipt,
        itemSeq: 1,
        bucketId: made.bucket,
        identityId: made.identity,
        key: object.key,
        profile: "std",
        why: "unavailable",
        notAfter: now,
        nextTryAt: now,
      },
    });
    await tx.idempotentAnswer.create({ data: { tenantId, key: marker, requestHash: marker, status: 200, body: {} } });
  });
  return { ...tenant, ids: named, marker };
}
