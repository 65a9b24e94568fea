"use client";

import { Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/edge/action.ts";
import { LimitsDialog, type RunLimits } from "./limits-dialog";

/** Launches the run of an approved plan and goes to it. */
export function LaunchRun({
  slug,
  planned,
  launch,
}: {
  slug: string;
  planned: { concurrency: number; maxInflight: number };
  launch: (limits: RunLimits) => Promise<ActionResult<{ runId: string }>>;
}) {
  const router = useRouter();
  return (
    <LimitsDialog
      trigger={
        <Button variant="primary">
          <Play aria-hidden="true" /> Launch…
        </Button>
      }
      title="Launch this run"
      description="It signs what the plan says. All of this can be changed while it goes."
      confirmLabel="Launch"
      initial={{ priority: "normal", concurrency: null, maxInflight: null }}
      planned={planned}
      submit={async (limits) => {
        const result = await launch(limits);
        if (result.ok) router.push(`/${slug}/runs/${result.value.runId}`);
        return result;
      }}
    />
  );
}
