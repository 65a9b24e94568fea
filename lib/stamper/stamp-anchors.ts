import type { TenantCtx } from "../ports/ctx.ts";
import { keptAnchors } from "./rows.ts";

const certificate = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/**
 * Every certificate that this workspace ever named for a time-stamp authority, each once, in PEM: whatever was stamped under one
 * leads to it still. They make a stamp trusted, and no signer.
 */
export async function stampAnchors(ctx: TenantCtx): Promise<string[]> {
  const texts = await ctx.read((tx) => keptAnchors(tx, ctx.tenantId));
  return [...new Set(texts.flatMap((text) => text.match(certificate) ?? []))].map((pem) => `${pem}\n`);
}
