import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { refuseUnfit } from "./refuse-unfit.ts";
import { findIdentity, lockIdentities, setDefault, setSuccessor } from "./rows.ts";
import { identityView } from "./schema.ts";
import { showIdentity } from "./show-identity.ts";

/**
 * The overlap begins: the old identity goes on signing what was approved under it, until it is retired or over; whatever is
 * planned from now on takes the successor. Link and default change in one transaction. Safe to repeat.
 */
export const rotateIdentity = verb({
  name: "identity.rotate",
  summary: "Let a signing identity be followed by another, from the next plan on",
  scope: "identity.manage",
  input: z.object({ identityId: idOf("identity"), successorId: idOf("identity") }),
  output: identityView,
  async run(ctx, { identityId, successorId }) {
    const { tenantId } = ctx;
    const now = ctx.now();
    if (identityId === successorId) throw new Fault("invalid", "An identity cannot be its own successor.");
    const act = { action: "identity.rotate", subject: identityId, detail: { successorId } };
    return ctx.write(act, async (tx) => {
      await lockIdentities(tx, tenantId);
      const old = await findIdentity(tx, tenantId, identityId);
      const next = await findIdentity(tx, tenantId, successorId);
      if (!old || !next) throw new Fault("not_found", "There is no such signing identity in this workspace.");
      if (old.successorId && old.successorId !== successorId)
        throw new Fault("conflict", `${old.name} has a successor already. Rotate that one.`);
      // A successor that was rotated itself is refused with the rest, so that no circle can come about.
      refuseUnfit(next, now);
      await setSuccessor(tx, tenantId, identityId, successorId);
      if (old.defaults.length > 0) await setDefault(tx, tenantId, successorId, now);
      return showIdentity({ ...old, successorId, defaults: [] }, now);
    });
  },
});
