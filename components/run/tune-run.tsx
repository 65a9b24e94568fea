"use client";

import { Gauge } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { RunView } from "@/lib/run/schema.ts";
import { LimitsDialog, type RunLimits } from "./limits-dialog";

/** Changes what a run has to work with while it goes. */
export function TuneRun({
  run,
  planned,
  tune,
}: {
  run: Pick<RunView, "priority" | "concurrency" | "maxInflight">;
  planned: { concurrency: number; maxInflight: number };
  tune: (limits: RunLimits) => Promise<ActionResult<unknown>>;
}) {
  const router = useRouter();
  const lowered = (own: number, most: number) => (own < most ? own : null);
  return (
    <LimitsDialog
      // What was changed elsewhere shows when it is opened next.
      key={`${run.priority} ${run.concurrency} ${run.maxInflight}`}
      trigger={
        <Button>
          <Gauge aria-hidden="true" /> Priority…
        </Button>
      }
      title="Priority and limits"
      description="They hold within seconds for what is not yet begun."
      confirmLabel="Change"
      initial={{
        priority: run.priority,
        concurrency: lowered(run.concurrency, planned.concurrency),
        maxInflight: lowered(run.maxInflight, planned.maxInflight),
      }}
      planned={planned}
      submit={async (limits) => {
        const result = await tune(limits);
        if (result.ok) toast.success("Changed.");
        if (result.ok) router.refresh();
        return result;
      }}
    />
  );
}
