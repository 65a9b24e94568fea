import { Fault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import type { TenantCtx } from "../ports/ctx.ts";
import { refuseTooMany } from "./refuse-too-many.ts";
import { type Bundle, findList, insertList, lockAndCount } from "./rows.ts";
import { listsMax, type TrustListDetail } from "./schema.ts";
import { showListDetail } from "./show-list.ts";

/** Stores a list that was read. Throws Fault `precondition` where the workspace has as many as it may. */
export async function addList(
  ctx: TenantCtx,
  list: { action: string; name: string; url: string | null; bundle: Bundle },
): Promise<TrustListDetail> {
  const { tenantId } = ctx;
  const { action, name, url, bundle } = list;
  const now = ctx.now();
  const id = newId("trustList", now);
  const detail = { name, url, sha256: bundle.sha256, anchors: bundle.anchors.length };
  const row = await ctx.write({ action, subject: id, detail }, async (tx) => {
    const { lists, anchors } = await lockAndCount(tx, tenantId);
    if (lists >= listsMax)
      throw new Fault("precondition", `A workspace has ${listsMax} trust lists at most. Remove one first.`);
    refuseTooMany(anchors + bundle.anchors.length);
    await insertList(tx, { tenantId, id, name, url, bundle, now });
    return findList(tx, tenantId, id);
  });
  if (!row) throw new Fault("internal", "The list was stored and is not there.");
  return showListDetail(row);
}
