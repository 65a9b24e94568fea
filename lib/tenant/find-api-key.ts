import { timingSafeEqual } from "node:crypto";
import type { Action } from "../kernel/actor.ts";
import type { Id } from "../kernel/ids.ts";
import type { Ctx } from "../ports/ctx.ts";
import { parseApiKey } from "./api-key-text.ts";
import { findKey, touchKey } from "./rows.ts";

export interface LiveKey {
  keyId: Id<"apiKey">;
  tenantId: Id<"tenant">;
  scopes: Action[];
}

/** The key that this text is, or null for a malformed, unknown, revoked or expired one: the caller is told no more. */
export async function findApiKey(ctx: Ctx, text: string): Promise<LiveKey | null> {
  const parts = parseApiKey(text);
  if (!parts) return null;
  const row = await ctx.read((tx) => findKey(tx, parts.lookup));
  if (!row || row.revoked_at || (row.expires_at && row.expires_at <= ctx.now())) return null;
  if (!timingSafeEqual(row.secret_hmac, ctx.ports.tokens.fingerprint("apiKey", parts.secret))) return null;
  return { keyId: row.id, tenantId: row.tenant_id, scopes: row.scopes };
}

/** Writes down that the key was used. `ctx` is the machine's own, in the key's tenant. */
export async function noteKeyUse(ctx: Ctx & { tenantId: Id<"tenant"> }, keyId: Id<"apiKey">): Promise<void> {
  await ctx.machineWrite((tx) => touchKey(tx, ctx.tenantId, keyId, ctx.now()));
}
