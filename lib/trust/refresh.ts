import { z } from "zod";
import { asFault, Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { fetchBundle } from "./fetch-bundle.ts";
import { findList, lockList, markChecked, replaceBundle } from "./rows.ts";
import { trustListDetail } from "./schema.ts";
import { showListDetail } from "./show-list.ts";

/**
 * Asks a list's address again. What does not answer, or answers with no list, is a problem written on the list: the anchors stay, so
 * that nobody's trust hangs on somebody else's server. Safe to repeat.
 */
export const refreshTrustList = verb({
  name: "trust.refresh",
  summary: "Ask a trust list's address whether it changed",
  scope: "identity.manage",
  input: z.object({ listId: idOf("trustList") }),
  output: trustListDetail,
  async run(ctx, { listId }) {
    const { tenantId } = ctx;
    const now = ctx.now();
    const list = await ctx.read((tx) => findList(tx, tenantId, listId));
    if (!list) throw new Fault("not_found", "There is no such trust list in this workspace.");
    if (!list.url) throw new Fault("precondition", "This list came as a file. Load the new file, and remove this one.");
    const found = await fetchBundle(ctx, list.url, list.etag).catch((thrown) => asFault(thrown).message);
    const problem = typeof found === "string" ? found : null;
    const bundle = typeof found === "string" ? null : found;
    const changed = bundle !== null && bundle.sha256 !== list.sha256;
    const detail = { changed, problem, ...(bundle ? { sha256: bundle.sha256, anchors: bundle.anchors.length } : {}) };
    const row = await ctx.write({ action: "trust.refresh", subject: listId, detail }, async (tx) => {
      await lockList(tx, tenantId, listId);
      if (bundle && changed) await replaceBundle(tx, tenantId, listId, bundle, now);
      else await markChecked(tx, tenantId, listId, problem, now);
      return findList(tx, tenantId, listId);
    });
    if (!row) throw new Fault("not_found", "The list was removed in the meantime.");
    return showListDetail(row);
  },
});
