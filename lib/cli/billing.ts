import { type Command, Option } from "commander";
import { type TierId, tierIds } from "../billing/schema.ts";
import type { Act } from "./desk.ts";
import { tenantOption } from "./flags.ts";

export interface BillingFlags {
  tenant?: string;
  month?: string;
  json?: boolean;
}
export interface ReserveFlags extends BillingFlags {
  tier: TierId;
  yes?: boolean;
}

export function billingCommand(program: Command, act: Act): void {
  const billing = program.command("billing").description("What a workspace reserves, and what its months come to");
  const command = (name: string) =>
    billing.command(name).addOption(tenantOption()).option("--json", "print one JSON document instead of text");
  command("show")
    .description("A month's reservation, its units and overage so far and as projected, and the tiers")
    .option("--month <YYYY-MM>", "an earlier month, UTC (default: the running one)")
    .addHelpText("after", "\nExample:\n  $ c2c billing show --month 2026-11")
    .action((flags: BillingFlags) =>
      act(async (desk) => (await import("./billing-work.ts")).showBillingWork(desk, flags)),
    );
  command("reserve")
    .description("Choose a tier: a larger reservation counts at once, a smaller one from the next month")
    .addOption(new Option("--tier <tier>", "which one").choices(tierIds).makeOptionMandatory())
    .option("--yes", "without being asked, as scripts need")
    .addHelpText("after", "\nExample:\n  $ c2c billing reserve --tier studio")
    .action((flags: ReserveFlags) => act(async (desk) => (await import("./billing-work.ts")).reserveWork(desk, flags)));
}
