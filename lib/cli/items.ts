import { type Command, Option } from "commander";
import type { Id } from "../kernel/ids.ts";
import { failReasons, skipReasons } from "../kernel/outcome.ts";
import { outcomeKinds } from "../run/schema.ts";
import type { Act } from "./desk.ts";
import { countOf, tenantOption } from "./flags.ts";
import { runIdOf } from "./run-id.ts";

const outcomes = [...outcomeKinds, "open"] as const;
const reasons = [...skipReasons, ...failReasons] as const;

export interface ItemsFlags {
  tenant?: string;
  json?: boolean;
  outcome?: (typeof outcomes)[number];
  why?: (typeof reasons)[number];
  prefix?: string;
  cursor?: string;
  limit: number;
}

export function itemsCommand(program: Command, act: Act): void {
  program
    .command("items")
    .argument("<run>", "the id of a run", runIdOf)
    .description("The objects of a run and what became of each, a page at a time, in the order of their keys")
    .addOption(new Option("--outcome <outcome>", "only these; open for those that are not settled").choices(outcomes))
    .addOption(new Option("--why <reason>", "only those with this reason").choices(reasons))
    .option("--prefix <prefix>", "only keys that begin with it")
    .option("--limit <n>", "how many at most", countOf(1, 500), 50)
    .option("--cursor <cursor>", "where to go on, as the page before printed it")
    .addOption(tenantOption())
    .option("--json", "print the page as JSON")
    .addHelpText("after", "\nExample:\n  $ c2c items run_01m3v4k9ab2c3d4e5f6g7h --outcome failed --prefix 2024/")
    .action((runId: Id<"run">, flags: ItemsFlags) =>
      act(async (desk) => (await import("./items-work.ts")).itemsWork(desk, runId, flags)),
    );
}
