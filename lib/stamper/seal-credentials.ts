import type { StampProfileName } from "../kernel/stamp-profiles.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { StampCredentials } from "./schema.ts";

/** Seals the value of the `authorization` header for this profile of this tenant; null where there is none. */
export function sealCredentials(
  ctx: TenantCtx,
  profile: StampProfileName,
  credentials: StampCredentials,
): Uint8Array<ArrayBuffer> | null {
  const text = headerOf(credentials);
  return text === null ? null : ctx.ports.sealer.seal(text, { tenantId: ctx.tenantId, recordId: `stamper:${profile}` });
}

/** The header again. Throws Fault `corrupt` for another master key or changed bytes. */
export function openCredentials(ctx: TenantCtx, profile: StampProfileName, sealed: Uint8Array): string {
  return ctx.ports.sealer.open(sealed, { tenantId: ctx.tenantId, recordId: `stamper:${profile}` });
}

function headerOf(credentials: StampCredentials): string | null {
  switch (credentials.kind) {
    case "none":
      return null;
    case "basic":
      return `Basic ${Buffer.from(`${credentials.user}:${credentials.password}`, "utf8").toString("base64")}`;
    case "bearer":
      return `Bearer ${credentials.token}`;
  }
}
