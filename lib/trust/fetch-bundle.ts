import { Fault } from "../kernel/fault.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { readBundle } from "./read-bundle.ts";
import type { Bundle } from "./rows.ts";
import { bundleBytesMax } from "./schema.ts";

const timeoutMs = 20_000;

/**
 * The list as its address gives it, or null where it says that nothing changed. Only by https: nobody signs such a
 * list, and whoever could change it on its way would decide whom a workspace trusts. Throws Fault as `Web` does, and
 * for bad lists.
 */
export async function fetchBundle(ctx: TenantCtx, url: string, etag: string | null): Promise<Bundle | null> {
  const headers: Record<string, string> = etag === null ? {} : { "if-none-match": etag };
  const answer = await ctx.ports.web.send({ url, httpsOnly: true, headers, bytesMax: bundleBytesMax, timeoutMs });
  if (answer.status === 304 && etag !== null) return null;
  if (answer.status !== 200)
    throw new Fault("upstream", `The list's address answered with status ${answer.status}.`, {
      details: { what: "status" },
    });
  return readBundle(ctx, Buffer.from(answer.bytes).toString("latin1"), answer.etag);
}
