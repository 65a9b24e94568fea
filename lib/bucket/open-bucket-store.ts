import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { OnWire, Store } from "../ports/store.ts";
import { findBucket } from "./rows.ts";
import { bucketLocation } from "./schema.ts";
import { openSecret } from "./seal-secret.ts";

/**
 * Opens a connected bucket's store with its unsealed credentials. Makes no request; the caller closes it. Throws Fault
 * `not_found`, `precondition` for a bucket that was removed, `corrupt` where the credentials do not open.
 */
export async function openBucketStore(ctx: TenantCtx, bucketId: Id<"bucket">, onWire?: OnWire): Promise<Store> {
  const row = await ctx.read((tx) => findBucket(tx, ctx.tenantId, bucketId));
  if (!row) throw new Fault("not_found", "There is no such bucket in this workspace.");
  if (row.removedAt) throw new Fault("precondition", `The bucket ${row.name} was removed. Connect it again to go on.`);
  const secret = row.secret ? openSecret(ctx, bucketId, row.secret) : null;
  return ctx.ports.openStore(bucketLocation.parse(row.location), secret, onWire);
}
