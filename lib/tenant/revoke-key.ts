import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { viewOfKey } from "./list-keys.ts";
import { revokeKeyRow } from "./rows.ts";
import { keyView } from "./schema.ts";

export const revokeKey = verb({
  name: "tenant.revoke-key",
  summary: "Makes a key of the HTTP API stop working, at once and for good",
  scope: "key.manage",
  input: z.object({ keyId: idOf("apiKey") }),
  output: keyView,
  async run(ctx, { keyId }) {
    return ctx.write({ action: "tenant.revoke-key", subject: keyId }, async (tx) => {
      const row = await revokeKeyRow(tx, ctx.tenantId, keyId, ctx.now());
      if (!row) throw new Fault("not_found", "There is no such key in this workspace.");
      return viewOfKey(row);
    });
  },
});
