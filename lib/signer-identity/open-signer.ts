import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { Signer } from "../ports/signer.ts";
import { findIdentity } from "./rows.ts";
import { signingAlgorithm } from "./schema.ts";
import { openSecret } from "./seal-secret.ts";

/**
 * Opens the signer of an identity with its unsealed secret. Throws Fault `not_found`, `precondition` where the identity was
 * retired or its certificate is over, `corrupt` where the secret does not open.
 */
export async function openSigner(ctx: TenantCtx, identityId: Id<"identity">): Promise<Signer> {
  const row = await ctx.read((tx) => findIdentity(tx, ctx.tenantId, identityId));
  if (!row) throw new Fault("not_found", "There is no such signing identity in this workspace.");
  const details = { what: "identity" };
  if (row.retiredAt)
    throw new Fault("precondition", `The signing identity ${row.name} was retired. Plan with another.`, { details });
  if (row.notAfter <= ctx.now())
    throw new Fault(
      "precondition",
      `The certificate of ${row.name} ended at ${row.notAfter.toISOString()}. Plan with another identity.`,
      { details },
    );
  const algorithm = signingAlgorithm.parse(row.algorithm);
  const { keyId, chainPem, anchorPem, notAfter } = row;
  const secret = openSecret(ctx, identityId, row.secret);
  return ctx.ports.openSigner({ keyId, algorithm, chainPem, anchorPem, notAfter }, secret);
}
