import { z } from "zod";
import { asFault, Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { type TenantCtx, verb } from "../ports/ctx.ts";
import { fetchBundle } from "./fetch-bundle.ts";
import { refuseTooMany } from "./refuse-too-many.ts";
import { anchorsBeside, type Bundle, findList, lockAndCount, lockList, markChecked, replaceBundle } from "./rows.ts";
import { refreshedTrustList } from "./schema.ts";
import { showListDetail } from "./show-list.ts";

/**
 * Asks a list's address again, and tells how many anchors came and went. What does not answer, or answers with no list,
 * is a problem written on the list: the anchors stay, so that nobody's trust hangs on somebody else's server. Safe to
 * repeat.
 */
export const refreshTrustList = verb({
  name: "trust.refresh",
  summary: "Ask a trust list's address whether it changed",
  scope: "identity.manage",
  input: z.object({ listId: idOf("trustList") }),
  output: refreshedTrustList,
  async run(ctx, { listId }) {
    const { tenantId } = ctx;
    const now = ctx.now();
    const { list, own, others } = await ctx.read(async (tx) => ({
      list: await findList(tx, tenantId, listId),
      ...(await anchorsBeside(tx, tenantId, listId)),
    }));
    if (!list) throw new Fault("not_found", "There is no such trust list in this workspace.");
    if (!list.url) throw new Fault("precondition", "This list came as a file. Load the new file, and remove this one.");
    const found = await look(ctx, list.url, list.etag, others);
    const problem = typeof found === "string" ? found : null;
    const bundle = typeof found === "string" ? null : found;
    const change = bundle !== null && bundle.sha256 !== list.sha256 ? { bundle, ...compare(own, bundle) } : null;
    const { added, removed } = change ?? { added: 0, removed: 0 };
    const facts = bundle ? { sha256: bundle.sha256, anchors: bundle.anchors.length } : {};
    const detail = { changed: change !== null, added, removed, problem, ...facts };
    const row = await ctx.write({ action: "trust.refresh", subject: listId, detail }, async (tx) => {
      const { anchors } = await lockAndCount(tx, tenantId);
      const sha256 = await lockList(tx, tenantId, listId);
      if (sha256 !== null && sha256 !== list.sha256)
        throw new Fault("conflict", "Somebody else refreshed this list in the meantime. Look at it again.");
      if (change) refuseTooMany(anchors - own.length + change.bundle.anchors.length);
      if (change && sha256 !== null) await replaceBundle(tx, tenantId, listId, change.bundle, now);
      else await markChecked(tx, tenantId, listId, problem, now);
      return findList(tx, tenantId, listId);
    });
    if (!row) throw new Fault("not_found", "The list was removed in the meantime.");
    return { ...showListDetail(row), added, removed };
  },
});

/** What the address has now, null where nothing changed, or the sentence of why that cannot be taken. */
async function look(ctx: TenantCtx, url: string, etag: string | null, others: number): Promise<Bundle | null | string> {
  try {
    const bundle = await fetchBundle(ctx, url, etag);
    if (bundle) refuseTooMany(others + bundle.anchors.length);
    return bundle;
  } catch (thrown) {
    return asFault(thrown).message;
  }
}

function compare(before: readonly string[], { anchors }: Bundle): { added: number; removed: number } {
  const [was, is] = [new Set(before), new Set(anchors.map(({ sha256 }) => sha256))];
  const notIn = (those: Set<string>) => (each: string) => !those.has(each);
  return { added: [...is].filter(notIn(was)).length, removed: [...was].filter(notIn(is)).length };
}
