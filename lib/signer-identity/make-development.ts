import { newId } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { SigningAlgorithm } from "../ports/signer.ts";
import { type NewIdentity, tenantName } from "./rows.ts";
import { sealSecret } from "./seal-secret.ts";

/** A development identity that is not stored yet. Making keys takes a moment, so it is done outside any lock. */
export async function makeDevelopment(ctx: TenantCtx, algorithm: SigningAlgorithm): Promise<NewIdentity> {
  const { tenantId } = ctx;
  const now = ctx.now();
  const organization = await ctx.read((tx) => tenantName(tx, tenantId));
  const { facts, privateKeyPem } = await ctx.ports.makeDevelopmentIdentity({ organization, algorithm, now });
  const id = newId("identity", now);
  const secret = sealSecret(ctx, id, { kind: "pem", privateKeyPem });
  const name = algorithm === "es256" ? "Development identity" : `Development identity (${algorithm.toUpperCase()})`;
  return { tenantId, id, name, kind: "development", facts, secret, now };
}
