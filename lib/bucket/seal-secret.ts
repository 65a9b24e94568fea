import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { BucketSecret } from "../ports/store.ts";
import { bucketSecret } from "./schema.ts";

/** Seals credentials for this bucket of this tenant: moved to another row, they do not open. */
export function sealSecret(
  ctx: TenantCtx,
  bucketId: Id<"bucket">,
  secret: NonNullable<BucketSecret>,
): Uint8Array<ArrayBuffer> {
  return ctx.ports.sealer.seal(JSON.stringify(secret), { tenantId: ctx.tenantId, recordId: bucketId });
}

/** The credentials again. Throws Fault `corrupt` for another master key or changed bytes. */
export function openSecret(ctx: TenantCtx, bucketId: Id<"bucket">, sealed: Uint8Array): NonNullable<BucketSecret> {
  const text = ctx.ports.sealer.open(sealed, { tenantId: ctx.tenantId, recordId: bucketId });
  try {
    return bucketSecret.parse(JSON.parse(text));
  } catch {
    // Without the cause: it could quote what was sealed.
    throw new Fault("corrupt", "The bucket's sealed credentials do not read as credentials. Give it its keys again.");
  }
}
