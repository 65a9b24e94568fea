"use client";

import { Pause, Play, Square } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { RunState } from "@/lib/run/schema.ts";

type Answer = Promise<{ ok: true } | { ok: false; error: { message: string } }>;

export interface RunControlsProps {
  state: RunState;
  pause: () => Answer;
  resume: () => Answer;
  cancel: () => Answer;
}

/** Pause, resume and cancel, as far as the run's state allows each. */
export function RunControls({ state, pause, resume, cancel }: RunControlsProps) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const act = (work: () => Answer, done: string) =>
    start(async () => {
      const result = await work();
      if (result.ok) toast.success(done);
      else toast.error(result.error.message);
      router.refresh();
    });
  return (
    <>
      {state === "running" ? (
        <Button pending={pending} onClick={() => act(pause, "Paused. What is in flight settles.")}>
          <Pause aria-hidden="true" /> Pause
        </Button>
      ) : null}
      {state === "paused" ? (
        <Button variant="primary" pending={pending} onClick={() => act(resume, "The run goes on.")}>
          <Play aria-hidden="true" /> Resume
        </Button>
      ) : null}
      {["running", "paused", "filling"].includes(state) ? (
        <ConfirmDialog
          trigger={
            <Button variant="ghost">
              <Square aria-hidden="true" /> Cancel run
            </Button>
          }
          title="Cancel this run?"
          description="No further object is signed; what is in flight settles. What was signed stays signed, with its receipts. A cancelled run cannot be resumed."
          confirmLabel="Cancel run"
          dismissLabel="Keep running"
          onConfirm={async () => {
            const result = await cancel();
            if (!result.ok) return result.error.message;
            router.refresh();
            return null;
          }}
        />
      ) : null}
    </>
  );
}
