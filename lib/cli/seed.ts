import type { Command } from "commander";
import type { Act } from "./desk.ts";

/** What `npm run up` calls before it serves: makes the demo, and says how to sign in to it. */
export function seedCommand(program: Command, act: Act): void {
  program
    .command("seed", { hidden: true })
    .description("Make the demo workspace, its bucket of varied media, and somebody who may sign in to it")
    .option("--json", "print what was made as JSON")
    .action((flags: { json?: boolean }) => act(async (desk) => (await import("./seed-work.ts")).seedWork(desk, flags)));
}
