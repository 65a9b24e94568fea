"use client";

import { Check, Play } from "lucide-react";
import { useRouter } from "next/navigation";
import { type ReactNode, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Approves exactly this plan. `children` states what that is. */
export function ApprovePlan({
  approve,
  words,
  children,
}: {
  /** `typedWords` are what the approver typed, where the plan asks for words. */
  approve: (typedWords: string | undefined) => Promise<ActionResult<unknown>>;
  words: string | null;
  children: ReactNode;
}) {
  const router = useRouter();
  return (
    <ConfirmDialog
      tone={words === null ? "primary" : "destructive"}
      typedWords={words ?? undefined}
      trigger={
        <Button variant="primary">
          <Check aria-hidden="true" /> Approve…
        </Button>
      }
      title="Approve this plan?"
      description="The approval is bound to this plan and its ledger by their hash: a plan that differs in anything cannot be launched on it. Nothing starts yet."
      confirmLabel="Approve"
      dismissLabel="Not yet"
      onConfirm={async () => {
        const result = await approve(words ?? undefined);
        if (!result.ok) return result.error.message;
        toast.success("Approved. It can be launched now.");
        router.refresh();
        return null;
      }}
    >
      {children}
    </ConfirmDialog>
  );
}

/** Launches the run of an approved plan and goes to it. */
export function LaunchRun({ slug, launch }: { slug: string; launch: () => Promise<ActionResult<{ runId: string }>> }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <Button
      variant="primary"
      pending={pending}
      onClick={() =>
        start(async () => {
          const result = await launch();
          if (result.ok) router.push(`/${slug}/runs/${result.value.runId}`);
          else toast.error(result.error.message);
        })
      }
    >
      <Play aria-hidden="true" /> Launch
    </Button>
  );
}
