import { connectBucket } from "../bucket/connect.ts";
import { listBuckets } from "../bucket/list.ts";
import { Fault } from "../kernel/fault.ts";
import type { Ctx, TenantCtx } from "../ports/ctx.ts";
import { ensureDevelopmentIdentity } from "../signer-identity/ensure-development.ts";
import { joinAsOwner } from "../tenant/join-as-owner.ts";
import { findTenantOfSlug } from "../tenant/local-tenant.ts";
import { signUp } from "../tenant/sign-up.ts";
import { signDemoObject } from "./sign-demo-object.ts";
import { writeDemoBucket } from "./write-demo-bucket.ts";

export const demoEmail = "demo@example.test";
const workspace = "Demo";

/**
 * A demo person, workspace, signing identity and bucket of varied media, made once: a repeat finds them and changes
 * nothing. The person also owns the command line's workspace, so that its runs are seen in the console.
 */
export async function seedDemo(
  open: { global: Ctx; tenant(id: TenantCtx["tenantId"]): TenantCtx; local: TenantCtx },
  given: { bucketRoot: string; password: string },
): Promise<{ email: string; tenant: string }> {
  const there = await findTenantOfSlug(open.global, workspace.toLowerCase());
  if (!there) {
    const made = await signUp(open.global, {
      email: demoEmail,
      password: given.password,
      name: "Dana Demo",
      workspace,
    });
    await joinAsOwner(open.local, made.userId);
  }
  const tenantId = there ?? (await findTenantOfSlug(open.global, workspace.toLowerCase()));
  if (!tenantId) throw new Fault("internal", "The demo workspace was not found after it was made.");
  const ctx = open.tenant(tenantId);
  await ensureDevelopmentIdentity(ctx, {});
  const location = { kind: "fs", root: given.bucketRoot } as const;
  await writeDemoBucket(ctx.ports.openStore(location, null), (jpeg) => signDemoObject(ctx, jpeg));
  const { items } = await listBuckets(ctx, {});
  if (items.length === 0) await connectBucket(ctx, { name: "Demo media", location, secret: null });
  return { email: demoEmail, tenant: workspace.toLowerCase() };
}
