import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { refuseUnfit } from "./refuse-unfit.ts";
import { findIdentity, lockIdentities, setDefault } from "./rows.ts";
import { identityView } from "./schema.ts";
import { showIdentity } from "./show-identity.ts";

export const setDefaultIdentity = verb({
  name: "identity.set-default",
  summary: "Sign with this identity where nobody is named",
  scope: "identity.manage",
  input: z.object({ identityId: idOf("identity") }),
  output: identityView,
  run: (ctx, { identityId }) =>
    ctx.write({ action: "identity.set-default", subject: identityId }, async (tx) => {
      const { tenantId } = ctx;
      const now = ctx.now();
      await lockIdentities(tx, tenantId);
      const row = await findIdentity(tx, tenantId, identityId);
      if (!row) throw new Fault("not_found", "There is no such signing identity in this workspace.");
      refuseUnfit(row, now);
      await setDefault(tx, tenantId, identityId, now);
      return { ...showIdentity(row, now), isDefault: true };
    }),
});
