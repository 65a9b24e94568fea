import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sha256Hex } from "../../lib/kernel/bytes.ts";
import { type Id, newId } from "../../lib/kernel/ids.ts";
import type { Outcome } from "../../lib/kernel/outcome.ts";
import type { TenantCtx } from "../../lib/ports/ctx.ts";
import type { ClaimedItem } from "../../lib/run/item-rows.ts";
import { openKit } from "../../lib/run/open-kit.ts";
import { PumpWork } from "../../lib/run/pump-work.ts";
import { closeKit, type SigningKit } from "../../lib/run/signing-kit.ts";
import { startRun } from "../../lib/run/start.ts";
import type { Wiring } from "../../lib/wire.ts";
import { approvedPlan } from "./approved-plan.ts";
import type { TestTenant } from "./wiring.ts";

/** A run, its rows not written yet, over a list of `rows` objects that are left alone without being read, were anybody to really work on them. */
export async function launchLong(
  { wiring, tenant }: { wiring: Wiring; tenant: TestTenant },
  rows: number,
  root: string,
): Promise<Id<"run">> {
  await writeFile(join(root, "0.txt"), "no picture");
  const plan = await approvedPlan(tenant, { location: { kind: "fs", root }, secret: null });
  await wiring.database.within(
    tenant.tenantId,
    (tx) => tx.$executeRaw`
      insert into inventory_object (tenant_id, inventory_id, key, etag, size_bytes, last_modified, storage_class, mime)
      select ${tenant.tenantId}, ${plan.inventoryId}, 'y' || n / 10000 || '/' || lpad(n::text, 8, '0') || '.txt', 'e' || n, 400000,
        now(), 'STANDARD', 'text/plain'
      from generate_series(2, ${rows}::int) n`,
  );
  return (await startRun(tenant.owner, plan)).runId;
}

/** Claims and settles the first `objects` objects of each of these slices as the pump does, with nothing done to them. */
export async function settleNothing(
  ctx: TenantCtx,
  runId: Id<"run">,
  { slices, objects }: { slices: number; objects: number },
): Promise<void> {
  const kit = await openKit(ctx, runId);
  if (kit === null) throw new Error("the run is not running");
  const width = ctx.ports.media.parallel * 4;
  for (let slice = 0; slice < slices; slice++) {
    const input = { runId, slice, budgetMs: 600_000, leaseMs: 60_000, objectsMax: objects };
    const seat = { granted: width, width, hold: width * 8 };
    await new PumpWork(ctx, kit, input, newId("lease"), seat, async (kit, item) => asIfSigned(kit, item)).untilBudget();
  }
  await closeKit(kit);
}

/** As if it had been signed: the receipt, usage and manifest rows of it are written as always. */
export function asIfSigned(
  { settings, signer }: SigningKit,
  { key, sizeBytes }: ClaimedItem,
): Extract<Outcome, { kind: "signed" }> {
  const hash = sha256Hex(Buffer.from(key));
  return {
    kind: "signed",
    facts: {
      mode: settings.mode,
      contentSha256: hash,
      intentSha256: hash,
      storedKey: `c2pa/manifests/${hash}.c2pa`,
      storedSha256: hash,
      storedSizeBytes: sizeBytes,
      manifestLabel: `urn:c2pa:${hash}`,
      signerKeyId: signer.keyId,
      validationState: "Trusted",
      validationCodes: ["assertion.dataHash.match", "claimSignature.validated", "signingCredential.trusted"],
      parentManifest: "none",
      adopted: false,
      timeStamp: { kind: "none" },
      sidecar: null,
    },
  };
}
