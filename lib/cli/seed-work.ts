import { join, resolve } from "node:path";
import { seedDemo } from "../demo/seed-demo.ts";
import { type CommandEnd, commandActor } from "../edge/command.ts";
import { Fault } from "../kernel/fault.ts";
import type { Id } from "../kernel/ids.ts";
import type { Desk } from "./desk.ts";
import { makeFolder } from "./write-texts.ts";

export function seedWork({ withLocal }: Desk, { json }: { json?: boolean }): Promise<CommandEnd> {
  return withLocal<CommandEnd>(undefined, async ({ wiring, ctx }) => {
    const password = process.env.C2C_DEMO_PASSWORD;
    if (!password)
      throw new Fault("precondition", "Set C2C_DEMO_PASSWORD: it is to be the password of the demo's user.");
    const bucketRoot = join(resolve(wiring.env.C2C_DATA_DIR), "buckets", "demo");
    await makeFolder(bucketRoot);
    const actor = commandActor();
    const open = {
      global: wiring.openCtx({ actor, tenantId: null }),
      local: ctx,
      tenant: (tenantId: Id<"tenant">) => wiring.openCtx({ actor, tenantId }),
    };
    const made = { ...(await seedDemo(open, { bucketRoot, password })), password };
    process.stdout.write(json ? `${JSON.stringify(made)}\n` : `Sign in as ${made.email} with ${made.password}\n`);
    return "success";
  });
}
