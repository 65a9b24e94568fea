import { Command, CommanderError, InvalidArgumentError } from "commander";
import { exitCodes } from "../edge/command.ts";
import { inventoryCommand } from "./inventory.ts";
import { planCommand } from "./plan.ts";
import { receiptsCommand } from "./receipts.ts";
import { reportCommand } from "./report.ts";
import { resumeCommand } from "./resume.ts";
import { runCommand } from "./run.ts";
import { sampleCommand } from "./sample.ts";
import { seedCommand } from "./seed.ts";
import { verifyCommand } from "./verify.ts";

const program = new Command("c2c")
  .description("Content Credentials for whole buckets of existing media, after the fact.")
  .version("0.1.0")
  .showHelpAfterError("Add --help to see what this command takes, with examples.")
  .addHelpText(
    "after",
    `
Examples:
  $ c2c inventory --origin file --prefix ~/Pictures
  $ c2c plan --origin file --prefix ~/Pictures --ledger-out ledger.json
  $ c2c run --origin file --prefix ~/Pictures
  $ c2c verify ~/Pictures/harbour.jpg

Exit codes: 0 success, 10 partial (some assets failed or were skipped with an error), 20 fatal.`,
  );

for (const add of [
  inventoryCommand,
  sampleCommand,
  planCommand,
  runCommand,
  resumeCommand,
  verifyCommand,
  reportCommand,
  receiptsCommand,
  seedCommand,
])
  add(program);

program.exitOverride();
for (const sub of program.commands) sub.exitOverride();

/** Commander's own endings: help and version are a success, everything else is a call that cannot work. */
program.parseAsync().catch((thrown) => {
  const shown =
    thrown instanceof CommanderError &&
    ["commander.help", "commander.helpDisplayed", "commander.version"].includes(thrown.code);
  if (!(thrown instanceof CommanderError) && !(thrown instanceof InvalidArgumentError)) console.error(thrown);
  process.exitCode = shown ? exitCodes.success : exitCodes.fatal;
});
