import { reserveTier } from "../billing/reserve.ts";
import type { BillingView } from "../billing/schema.ts";
import { showBillingMonth } from "../billing/show.ts";
import type { CommandEnd } from "../edge/command.ts";
import { Fault } from "../kernel/fault.ts";
import { askLine } from "./ask-line.ts";
import type { BillingFlags, ReserveFlags } from "./billing.ts";
import { billingText, changeText } from "./billing-text.ts";
import type { Desk } from "./desk.ts";
import { jsonText } from "./json-text.ts";

export function showBillingWork({ withLocal }: Desk, flags: BillingFlags): Promise<CommandEnd> {
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx }) => {
    say(flags, await showBillingMonth(ctx, { month: flags.month }));
    return "success";
  });
}

export function reserveWork({ withLocal, signal }: Desk, flags: ReserveFlags): Promise<CommandEnd> {
  return withLocal<CommandEnd>(flags.tenant, async ({ ctx }) => {
    const before = await showBillingMonth(ctx, {});
    const wanted = before.priceList.tiers.find(({ terms }) => terms.tier === flags.tier);
    if (!flags.yes && wanted && wanted.change.kind !== "same") await askToReserve(changeText(before, wanted), signal);
    say(flags, await reserveTier(ctx, { tier: flags.tier, priceList: before.priceList.version }));
    return "success";
  });
}

async function askToReserve(change: string, signal: AbortSignal): Promise<void> {
  if (!process.stdin.isTTY)
    throw new Fault("precondition", `${change} Nobody is there to be asked: add --yes to reserve it.`);
  const answer = await askLine(`${change}\nType yes: `, signal);
  if (answer?.toLowerCase() !== "yes") throw new Fault("precondition", "Not reserved: everything is as it was.");
}

function say({ json }: BillingFlags, view: BillingView): void {
  process.stdout.write(json ? jsonText(view) : billingText(view));
}
