import { z } from "zod";
import { Fault } from "../kernel/fault.ts";
import { idOf } from "../kernel/ids.ts";
import { planSettings } from "../plan/schema.ts";
import { verb } from "../ports/ctx.ts";
import { fillItems } from "./item-rows.ts";
import { countSettled, findRun, lockRun, moveRun, setRunSize } from "./rows.ts";
import { noWire } from "./schema.ts";

/** The machine's verb that turns the plan's inventory into the run's rows, once: whoever comes second finds it running. */
export const fillRun = verb({
  name: "run.fill",
  summary: "Write the rows of a run from its plan's inventory",
  scope: "run.operate",
  input: z.object({ runId: idOf("run") }),
  output: z.object({ state: z.string(), objects: z.string(), slices: z.number().int() }),
  run: (ctx, { runId }) =>
    ctx.machineWrite(async (tx) => {
      const { tenantId } = ctx;
      const locked = await lockRun(tx, tenantId, runId);
      const run = await findRun(tx, tenantId, runId);
      if (!locked || !run) throw new Fault("not_found", "There is no such run in this workspace.");
      if (locked.state !== "filling")
        return { state: locked.state, objects: run.objects.toString(), slices: run.slices };
      const settings = planSettings.parse(run.plan.settings);
      const outputPrefixes =
        settings.mode === "embed" ? [settings.manifestPrefix, settings.targetPrefix] : [settings.manifestPrefix];
      const size = await fillItems(tx, { tenantId, runId, inventoryId: run.plan.inventoryId, outputPrefixes });
      await setRunSize(tx, tenantId, runId, size);
      await moveRun(tx, tenantId, runId, "running", locked.epoch);
      // A run without objects is over at once: settling nothing makes the books say so.
      if (size.objects === 0n)
        await countSettled(tx, tenantId, runId, { signed: 0, skipped: 0, failed: 0, bytes: 0, wire: noWire });
      return { state: "running", objects: size.objects.toString(), slices: size.slices };
    }),
});
