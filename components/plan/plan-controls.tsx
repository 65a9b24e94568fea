"use client";

import { Check } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ReactNode } from "react";
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
