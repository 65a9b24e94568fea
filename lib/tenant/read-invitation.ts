import { z } from "zod";
import { sha256Hex } from "../kernel/bytes.ts";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { type Ctx, globalVerb } from "../ports/ctx.ts";
import { findInvitation } from "./rows.ts";
import { roleName } from "./schema.ts";

/** What the database keeps of an invitation's secret, which has 160 random bits: nothing to guess, so nothing to slow down. */
export function invitationHash(secret: string): string {
  return sha256Hex(`c2c invitation ${secret}`);
}

export interface OpenInvitation {
  id: Id<"invitation">;
  tenantId: Id<"tenant">;
  tenantName: string;
  slug: string;
  email: string;
  role: z.output<typeof roleName>;
}

/** The invitation that this secret opens. Throws Fault `not_found` for a wrong one, `precondition` for one that is spent. */
export async function openInvitation(ctx: Ctx, secret: string): Promise<OpenInvitation> {
  const row = await ctx.read((tx) => findInvitation(tx, invitationHash(secret)));
  if (!row) throw new Fault("not_found", "There is no such invitation. Ask for a new link.");
  if (row.revoked_at) throw new Fault("precondition", "This invitation was withdrawn. Ask for a new link.");
  if (row.accepted_at) throw new Fault("precondition", "This invitation was used already.");
  if (row.expires_at <= ctx.now()) throw new Fault("precondition", "This invitation has expired. Ask for a new link.");
  return {
    id: row.id,
    tenantId: row.tenant_id,
    tenantName: row.tenant_name,
    slug: row.tenant_slug,
    email: row.email,
    role: row.role,
  };
}

export const readInvitation = globalVerb({
  name: "tenant.read-invitation",
  summary: "Shows the bearer of an invitation what it is to",
  scope: "public",
  input: z.object({ secret: z.string().max(100).describe("The last part of the invitation's link") }),
  output: z.object({ workspace: z.string(), email: z.string(), role: roleName }),
  async run(ctx, { secret }) {
    const { tenantName, email, role } = await openInvitation(ctx, secret);
    return { workspace: tenantName, email, role };
  },
});
