import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import { type TenantCtx, verb } from "../ports/ctx.ts";
import { makeDevelopment } from "./make-development.ts";
import {
  findIdentity,
  identitiesBefore,
  insertIdentity,
  insertNotice,
  lockIdentities,
  setDefault,
  setSuccessor,
} from "./rows.ts";
import { signingAlgorithm } from "./schema.ts";

/** How many days before its end an identity is spoken of. At the first of them, one of our own is followed by a new one. */
export const warnAtDays = [30, 7, 1] as const;

const dayMs = 86_400_000;
const looksMax = 500;

/**
 * The machine's daily look at what ends: development identities get a successor, the others a warning for each threshold that they
 * crossed, once. Safe to repeat, and by any number at once.
 */
export const watchIdentities = verb({
  name: "identity.watch",
  summary: "Follow development identities that end by new ones, and warn of the others",
  scope: "identity.manage",
  input: z.object({}),
  output: z.object({ rolled: z.number().int(), warned: z.number().int() }),
  async run(ctx) {
    const now = ctx.now();
    const until = new Date(now.getTime() + warnAtDays[0] * dayMs);
    const ending = await ctx.read((tx) => identitiesBefore(tx, ctx.tenantId, undefined, looksMax, until));
    const did = { rolled: 0, warned: 0 };
    for (const row of ending) {
      if (row.kind === "development") did.rolled += (await rollOver(ctx, row)) ? 1 : 0;
      else did.warned += (await warn(ctx, row)) ? 1 : 0;
    }
    return did;
  },
});

type Ending = { id: string; algorithm: string; name: string; notAfter: Date };

async function rollOver(ctx: TenantCtx, old: Ending): Promise<boolean> {
  const { tenantId } = ctx;
  const identityId = old.id as Id<"identity">;
  const made = await makeDevelopment(ctx, signingAlgorithm.parse(old.algorithm));
  const act = { action: "identity.roll-over", subject: identityId, detail: { successorId: made.id } };
  return unlessDone(() =>
    ctx.write(act, async (tx) => {
      await lockIdentities(tx, tenantId);
      const row = await findIdentity(tx, tenantId, identityId);
      // Thrown, so that the audit log does not tell of what somebody else did.
      if (!row || row.successorId || row.retiredAt) throw new Fault("conflict", "It was seen to already.");
      await insertIdentity(tx, made);
      await setSuccessor(tx, tenantId, identityId, made.id);
      if (row.defaults.length > 0) await setDefault(tx, tenantId, made.id, made.now);
    }),
  );
}

async function warn(ctx: TenantCtx, { id, name, notAfter }: Ending): Promise<boolean> {
  const { tenantId } = ctx;
  const now = ctx.now();
  const daysLeft = (notAfter.getTime() - now.getTime()) / dayMs;
  const daysBefore = warnAtDays.findLast((days) => daysLeft <= days) ?? warnAtDays[0];
  const detail = { name, daysBefore, notAfter: notAfter.toISOString() };
  return unlessDone(() =>
    ctx.write({ action: "identity.warn", subject: id, detail }, async (tx) => {
      const notice = { tenantId, identityId: id as Id<"identity">, daysBefore, at: now };
      if (!(await insertNotice(tx, notice))) throw new Fault("conflict", "It was told of already.");
    }),
  );
}

async function unlessDone(work: () => Promise<void>): Promise<boolean> {
  try {
    await work();
    return true;
  } catch (thrown) {
    if (thrown instanceof Fault && thrown.code === "conflict") return false;
    throw thrown;
  }
}
