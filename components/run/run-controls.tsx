"use client";

import { Pause, Play, Square } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";
import { settlingWords } from "@/lib/run/run-words.ts";
import type { RunState, RunView } from "@/lib/run/schema.ts";

type Answer = Promise<ActionResult<unknown>>;

export interface RunControlsProps {
  state: RunState;
  pause: () => Promise<ActionResult<Pick<RunView, "inFlight" | "settling">>>;
  resume: () => Answer;
  cancel: () => Answer;
}

/** Pause, resume and cancel, as far as the run's state allows each. */
export function RunControls({ state, pause, resume, cancel }: RunControlsProps) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const act = <T,>(work: () => Promise<ActionResult<T>>, done: (value: T) => string) =>
    start(async () => {
      const result = await work();
      if (result.ok) toast.success(done(result.value));
      else toast.error(result.error.message);
      router.refresh();
    });
  return (
    <>
      {state === "running" ? (
        <Button
          pending={pending}
          onClick={() => act(pause, (run) => `Paused. ${settlingWords(run) ?? "Nothing is in flight."}`)}
        >
          <Pause aria-hidden="true" /> Pause
        </Button>
      ) : null}
      {state === "paused" ? (
        <Button variant="primary" pending={pending} onClick={() => act(resume, () => "The run goes on.")}>
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
