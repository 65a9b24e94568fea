import { Fault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { examine } from "./examine.ts";
import { findByKeyId, findDefaultId, insertIdentity, lockIdentities, setDefault } from "./rows.ts";
import type { IdentityCandidate, IdentityDetail } from "./schema.ts";
import { sealSecret } from "./seal-secret.ts";
import { showIdentityDetail } from "./show-identity.ts";

/**
 * Stores an identity once a picture that it signed was read back Trusted. Throws Fault `invalid` with all findings in
 * `details.findings`, `conflict` where the certificate is an identity of this workspace already.
 */
export async function takeIn(
  ctx: TenantCtx,
  candidate: IdentityCandidate,
  { action, name, makeDefault }: { action: string; name: string; makeDefault: boolean },
): Promise<IdentityDetail> {
  const { tenantId } = ctx;
  const now = ctx.now();
  const examined = await examine(ctx, candidate);
  if (examined.kind === "unsound") {
    const { findings } = examined;
    const more = findings.length > 1 ? ` And ${findings.length - 1} more.` : "";
    throw new Fault("invalid", `${findings[0]?.sentence ?? "It cannot sign."}${more}`, { details: { findings } });
  }
  const { facts } = examined;
  const id = newId("identity", now);
  const secret = sealSecret(ctx, id, examined.secret);
  const act = { action, subject: id, detail: { name, keyId: facts.keyId, algorithm: facts.algorithm } };
  const row = await ctx.write(act, async (tx) => {
    await lockIdentities(tx, tenantId);
    const same = await findByKeyId(tx, tenantId, facts.keyId);
    if (same) throw new Fault("conflict", `This certificate is the signing identity ${same.name} already.`);
    await insertIdentity(tx, { tenantId, id, name, kind: candidate.kind, facts, secret, now });
    if (makeDefault || !(await findDefaultId(tx, tenantId))) await setDefault(tx, tenantId, id, now);
    return findByKeyId(tx, tenantId, facts.keyId);
  });
  if (!row) throw new Fault("internal", "The identity was stored and is not there.");
  return showIdentityDetail(ctx, row);
}
