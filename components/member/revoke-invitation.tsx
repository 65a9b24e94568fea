"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Withdraws an open invitation. */
export function RevokeInvitation({ email, revoke }: { email: string; revoke: () => Promise<ActionResult<unknown>> }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Withdraw the invitation for ${email}`}>
          Withdraw
        </Button>
      }
      title="Withdraw this invitation?"
      description={
        <>
          The link made for <bdi>{email}</bdi> opens nothing any more. A new one can be made at any time.
        </>
      }
      confirmLabel="Withdraw"
      onConfirm={async () => {
        const result = await revoke();
        if (!result.ok) return result.error.message;
        toast.success("Invitation withdrawn.");
        router.refresh();
        return null;
      }}
    />
  );
}
