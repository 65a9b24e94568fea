import { Fault } from "../kernel/fault.ts";
import { type Id, newId } from "../kernel/ids.ts";
import type { Ctx } from "../ports/ctx.ts";
import { insertTenant, tenantOfSlug } from "./rows.ts";

/** The workspace that the command line works in when it is told no other. */
export const localSlug = "local";

/**
 * The tenant of a slug, for the command line only, whose user owns the installation. `local` is made on first use.
 * Throws Fault `not_found` for another slug that does not exist.
 */
export async function localTenant(ctx: Ctx, slug: string): Promise<Id<"tenant">> {
  const there = await findTenantOfSlug(ctx, slug);
  if (there) return there;
  if (slug !== localSlug)
    throw new Fault(
      "not_found",
      `There is no workspace called ${slug}. Leave --tenant out to use your own, ${localSlug}.`,
    );
  const id = newId("tenant", ctx.now());
  const made = await ctx.write({ action: "tenant.create", subject: id, joins: id }, (tx) =>
    insertTenant(tx, { id, name: "Local command line", slug, now: ctx.now() }),
  );
  // Another command was quicker: its tenant is the one.
  return made ? id : localTenant(ctx, slug);
}

/** The tenant of a slug, whoever its members are. Null where there is none. */
export function findTenantOfSlug(ctx: Ctx, slug: string): Promise<Id<"tenant"> | null> {
  return ctx.read((tx) => tenantOfSlug(tx, slug));
}
