import { Fault } from "../kernel/fault.ts";
import { type Id, isId } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { ensureDevelopmentIdentity } from "../signer-identity/ensure-development.ts";
import { getIdentity } from "../signer-identity/get.ts";
import { listIdentities } from "../signer-identity/list.ts";
import type { IdentityView } from "../signer-identity/schema.ts";
import { printable } from "./table.ts";

/**
 * The signing identity that `--identity` names by its id or its name. Not given, it is the workspace's default; a development
 * one, which is made where there is none, where the default is a development one too. Throws Fault `not_found` for an id, and
 * `invalid` for a name, that no identity has, or several have.
 */
export async function identityOf(ctx: TenantCtx, named: string | undefined): Promise<Id<"identity">> {
  if (named !== undefined && isId("identity", named)) return (await getIdentity(ctx, { identityId: named })).id;
  const identities = await usableIdentities(ctx);
  if (named === undefined) {
    const first = identities.find(({ isDefault }) => isDefault);
    return first && first.kind !== "development" ? first.id : (await ensureDevelopmentIdentity(ctx, {})).id;
  }
  const called = identities.filter(({ name }) => name === named);
  const [only] = called;
  if (only && called.length === 1) return only.id;
  const asked = JSON.stringify(printable(named));
  if (only)
    throw new Fault("invalid", `Several identities are called ${asked}. Name one by its id: ${listed(called)}.`);
  throw new Fault(
    "invalid",
    `--identity: no signing identity of this workspace has the id or the name ${asked}. ${
      identities.length > 0 ? `There are ${listed(identities)}.` : "It has none yet."
    }`,
  );
}

/** Those that may sign what is planned now. */
async function usableIdentities(ctx: TenantCtx): Promise<IdentityView[]> {
  const { items } = await listIdentities(ctx, { limit: 500 });
  return items.filter(({ retiredAt, successorId }) => retiredAt === null && successorId === null);
}

function listed(identities: readonly IdentityView[]): string {
  return identities.map(({ id, name }) => `${printable(name)} (${id})`).join(", ");
}
