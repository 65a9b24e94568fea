import type { Id } from "../kernel/ids.ts";
import type { Ctx, Tx } from "../ports/ctx.ts";
import { insertMember, insertTenant } from "./rows.ts";
import { slugOfName } from "./slug-of-name.ts";

export interface FoundedTenant {
  tenantId: Id<"tenant">;
  slug: string;
}

/** Makes a tenant of this name with its first owner, within a write that joins `tenantId`. The slug gets a tail where it is taken. */
export async function foundTenant(
  ctx: Ctx,
  tx: Tx,
  { tenantId, name, ownerId }: { tenantId: Id<"tenant">; name: string; ownerId: Id<"user"> },
): Promise<FoundedTenant> {
  const wanted = slugOfName(name);
  let slug = wanted;
  while (!(await insertTenant(tx, { id: tenantId, name, slug, now: ctx.now() })))
    slug = `${wanted}-${ctx.ports.tokens.random(5)}`;
  await insertMember(tx, { tenantId, userId: ownerId, role: "owner", now: ctx.now() });
  return { tenantId, slug };
}
