import type { Id } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { allAnchors, developmentAllowed, ownAnchors } from "./rows.ts";

export interface TrustedAnchor {
  pem: string;
  /** The first of those that it came from. */
  from:
    | { kind: "list"; listId: Id<"trustList">; name: string }
    | { kind: "identity"; id: Id<"identity">; name: string };
}

/**
 * What a tenant's inspections lead to, each certificate once: the anchors of its trust lists, those of the identities that it
 * uploaded or connected, and those of its development identities only where it opted in.
 */
export async function anchorsFor(ctx: TenantCtx): Promise<TrustedAnchor[]> {
  const { tenantId } = ctx;
  const { listed, own, development } = await ctx.read(async (tx) => ({
    listed: await allAnchors(tx, tenantId),
    own: await ownAnchors(tx, tenantId),
    development: await developmentAllowed(tx, tenantId),
  }));
  const anchors = new Map<string, TrustedAnchor>();
  for (const { pem, listId, name } of listed)
    if (!anchors.has(pem)) anchors.set(pem, { pem, from: { kind: "list", listId, name } });
  for (const { id, name, kind, anchorPem } of own)
    if ((kind !== "development" || development) && !anchors.has(anchorPem))
      anchors.set(anchorPem, { pem: anchorPem, from: { kind: "identity", id: id as Id<"identity">, name } });
  return [...anchors.values()];
}
