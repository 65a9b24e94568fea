import { sha256Hex } from "../kernel/bytes.ts";
import { Fault } from "../kernel/fault.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import type { Bundle } from "./rows.ts";
import { anchorsMax, leftOutShown } from "./schema.ts";

/** The anchors of a bundle. Throws Fault `invalid` where it has none, or so many that it can be no list of authorities. */
export async function readBundle(ctx: TenantCtx, pem: string, etag: string | null): Promise<Bundle> {
  const { anchors, leftOut } = await ctx.ports.certificates.readAnchors(pem, ctx.now());
  if (anchors.length === 0)
    throw new Fault(
      "invalid",
      `There is no trust anchor in it: a list is authorities' certificates in PEM. ${leftOut[0] ?? "No certificate was found."}`,
    );
  if (anchors.length > anchorsMax)
    throw new Fault("invalid", `A list has ${anchorsMax} anchors at most; this one has ${anchors.length}.`);
  const leftOutCount = leftOut.length;
  return { sha256: sha256Hex(pem), etag, anchors, leftOut: leftOut.slice(0, leftOutShown), leftOutCount };
}
