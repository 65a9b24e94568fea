import { z } from "zod";
import { type Action, type Actor, actorText, mayAct } from "../kernel/actor.ts";
import { Fault } from "../kernel/fault.ts";
import { newId } from "../kernel/ids.ts";
import { verb } from "../ports/ctx.ts";
import { apiKeyLengths, apiKeyText } from "./api-key-text.ts";
import { viewOfKey } from "./list-keys.ts";
import { insertKey } from "./rows.ts";
import { actionName, keyView, nameOf } from "./schema.ts";

export const createKey = verb({
  name: "tenant.create-key",
  summary: "Makes a key of the HTTP API with some of one's own permissions; its text is shown this one time",
  scope: "key.manage",
  input: z.object({
    name: nameOf("What the key is for", "Nightly export"),
    scopes: z.array(actionName).min(1).max(50),
    expiresInDays: z
      .number()
      .int()
      .min(1)
      .max(3650)
      .optional()
      .describe("Days until it stops working; left out, it works until revoked"),
  }),
  output: z.object({ key: keyView, text: z.string().describe("The key itself, for the header X-API-Key") }),
  async run(ctx, { name, scopes, expiresInDays }) {
    refuseMoreThanOwn(ctx.actor, scopes);
    const { tokens } = ctx.ports;
    const now = ctx.now();
    const id = newId("apiKey", now);
    const lookup = tokens.random(apiKeyLengths.lookup);
    const secret = tokens.random(apiKeyLengths.secret);
    const row = await ctx.write({ action: "tenant.create-key", subject: id, detail: { name, scopes } }, (tx) =>
      insertKey(tx, {
        tenantId: ctx.tenantId,
        id,
        name,
        lookup,
        secretHmac: tokens.fingerprint("apiKey", secret),
        scopes: [...new Set(scopes)],
        createdBy: actorText(ctx.actor),
        createdAt: now,
        expiresAt: expiresInDays === undefined ? null : new Date(now.getTime() + expiresInDays * 86_400_000),
      }),
    );
    return { key: viewOfKey(row), text: apiKeyText(lookup, secret) };
  },
});

/** Nobody hands out what they do not have. */
function refuseMoreThanOwn(actor: Actor, scopes: Action[]): void {
  const lacking = scopes.filter((scope) => !mayAct(actor, scope));
  if (lacking.length === 0) return;
  throw new Fault("forbidden", `You cannot give a key what you may not do yourself: ${lacking.join(", ")}.`, {
    details: { lacking },
  });
}
