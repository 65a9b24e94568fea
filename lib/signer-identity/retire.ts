import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { clearDefault, findIdentity, lockIdentities, setDefault, setRetired, unfinishedRunsOf } from "./rows.ts";
import { identityView } from "./schema.ts";
import { showIdentity } from "./show-identity.ts";

/**
 * For good: it signs nothing more. Its certificates stay, so that old receipts can be checked for ever. Where it was the default,
 * its successor is, or nobody. Safe to repeat. Throws Fault `precondition` while a run that is not over signs with it.
 */
export const retireIdentity = verb({
  name: "identity.retire",
  summary: "Let a signing identity sign nothing more; its certificates are kept for ever",
  scope: "identity.manage",
  input: z.object({
    identityId: idOf("identity"),
    evenInUse: z.boolean().default(false).describe("Also where runs still sign with it: they pause and say why"),
  }),
  output: identityView,
  run: (ctx, { identityId, evenInUse }) =>
    ctx.write({ action: "identity.retire", subject: identityId, detail: { evenInUse } }, async (tx) => {
      const { tenantId } = ctx;
      const now = ctx.now();
      await lockIdentities(tx, tenantId);
      const row = await findIdentity(tx, tenantId, identityId);
      if (!row) throw new Fault("not_found", "There is no such signing identity in this workspace.");
      const runs = evenInUse ? [] : await unfinishedRunsOf(tx, tenantId, identityId);
      if (runs.length > 0)
        throw new Fault(
          "precondition",
          `${runs.length === 1 ? "A run that is" : `${runs.length} runs that are`} not over sign with it. Let them end, or say that they may pause.`,
          { details: { what: "in_use", runs } },
        );
      await setRetired(tx, tenantId, identityId, now);
      const heir = row.successorId ? await findIdentity(tx, tenantId, row.successorId as Id<"identity">) : null;
      if (row.defaults.length > 0) {
        if (heir && !heir.retiredAt && heir.notAfter > now)
          await setDefault(tx, tenantId, heir.id as Id<"identity">, now);
        else await clearDefault(tx, tenantId);
      }
      return showIdentity({ ...row, retiredAt: row.retiredAt ?? now, defaults: [] }, now);
    }),
});
