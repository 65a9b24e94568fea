import { mkdir } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { seedDemo } from "../demo/seed-demo.ts";
import { command, commandActor } from "../edge/command.ts";
import { Fault } from "../kernel/fault.ts";
import { withLocal } from "./open-local.ts";

/** What `npm run up` calls before it serves: makes the demo, and says how to sign in to it. */
export function seedCommand(program: Command): void {
  program
    .command("seed", { hidden: true })
    .description("Make the demo workspace, its bucket of varied media, and somebody who may sign in to it")
    .option("--json", "print what was made as JSON")
    .action(async (options: { json?: boolean }) => {
      process.exitCode = await command(() =>
        withLocal("local", async ({ wiring, ctx }) => {
          const password = process.env.C2C_DEMO_PASSWORD;
          if (!password)
            throw new Fault("precondition", "C2C_DEMO_PASSWORD is not set: it is the password of the demo's user.");
          const bucketRoot = join(resolve(wiring.env.C2C_DATA_DIR), "buckets", "demo");
          await mkdir(bucketRoot, { recursive: true });
          const actor = commandActor();
          const open = {
            global: wiring.openCtx({ actor, tenantId: null }),
            local: ctx,
            tenant: (tenantId: typeof ctx.tenantId) => wiring.openCtx({ actor, tenantId }),
          };
          const made = { ...(await seedDemo(open, { bucketRoot, password })), password };
          console.log(options.json ? JSON.stringify(made) : `Sign in as ${made.email} with ${made.password}`);
          return "success" as const;
        }),
      );
    });
}
