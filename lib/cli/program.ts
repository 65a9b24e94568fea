import { Command } from "commander";
import { batchSignCommand } from "./batch-sign.ts";
import { billingCommand } from "./billing.ts";
import { cloneCommand } from "./clone.ts";
import type { Act } from "./desk.ts";
import { inventoryCommand } from "./inventory.ts";
import { itemsCommand } from "./items.ts";
import { planCommand } from "./plan.ts";
import { receiptsCommand } from "./receipts.ts";
import { reportCommand } from "./report.ts";
import { resumeCommand } from "./resume.ts";
import { retryCommand } from "./retry.ts";
import { runCommand } from "./run.ts";
import { runControlCommands } from "./run-controls.ts";
import { sampleCommand } from "./sample.ts";
import { seedCommand } from "./seed.ts";
import { verifyCommand } from "./verify.ts";

/** All commands with their flags and help. What they do is loaded when they are called. */
export function makeProgram(act: Act): Command {
  const program = new Command("c2c")
    .description("Content Credentials for whole buckets of existing media, after the fact.")
    .version("0.1.0")
    .configureOutput({ outputError: (text, write) => write(text.replace(/^error: /, "c2c: ")) })
    .showHelpAfterError("Add --help to see what this command takes, with examples.")
    // Before the commands are added, because they inherit it: an ending is an exit code, never process.exit.
    .exitOverride()
    .addHelpText(
      "after",
      `
Examples:
  $ c2c inventory --origin file --prefix ~/Pictures
  $ c2c plan --origin file --prefix ~/Pictures --ledger-out ledger.json
  $ c2c run --origin file --prefix ~/Pictures
  $ c2c verify ~/Pictures

Exit codes: 0 success, 10 partial (some assets failed or were skipped with an error), 20 fatal.`,
    );
  for (const add of [
    inventoryCommand,
    sampleCommand,
    planCommand,
    runCommand,
    runControlCommands,
    resumeCommand,
    retryCommand,
    cloneCommand,
    itemsCommand,
    batchSignCommand,
    verifyCommand,
    reportCommand,
    receiptsCommand,
    billingCommand,
    seedCommand,
  ])
    add(program, act);
  return program;
}
