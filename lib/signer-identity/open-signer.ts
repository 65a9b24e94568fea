import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { Signer } from "../ports/signer.ts";
import { findIdentity } from "./rows.ts";
import { showIdentity } from "./show-identity.ts";

/**
 * Opens the signer of an identity with its unsealed key. Throws Fault `not_found`, `precondition` where the identity was
 * retired or its certificate is over, `corrupt` where the key does not open.
 */
export async function openSigner(ctx: TenantCtx, identityId: Id<"identity">): Promise<Signer> {
  const row = await ctx.read((tx) => findIdentity(tx, ctx.tenantId, identityId));
  if (!row) throw new Fault("not_found", "There is no such signing identity in this workspace.");
  if (row.retiredAt)
    throw new Fault("precondition", `The signing identity ${row.name} was retired. Plan with another.`);
  if (row.notAfter <= ctx.now())
    throw new Fault(
      "precondition",
      `The certificate of ${row.name} ended at ${row.notAfter.toISOString()}. Plan with another identity.`,
    );
  const { algorithm } = showIdentity(row);
  const { keyId, chainPem, anchorPem, notAfter } = row;
  const privateKeyPem = ctx.ports.sealer.open(row.secret, { tenantId: ctx.tenantId, recordId: identityId });
  return ctx.ports.openSigner({ keyId, algorithm, chainPem, anchorPem, notAfter }, privateKeyPem);
}
