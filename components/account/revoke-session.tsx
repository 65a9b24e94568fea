"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Signs another browser of one's own out. */
export function RevokeSession({ browser, revoke }: { browser: string; revoke: () => Promise<ActionResult<unknown>> }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button size="sm" aria-label={`Sign out ${browser}`}>
          Sign out
        </Button>
      }
      title={`Sign out ${browser}?`}
      description="Whoever uses that browser has to sign in again. If you do not know it, change your password too."
      confirmLabel="Sign out"
      dismissLabel="Keep signed in"
      onConfirm={async () => {
        const result = await revoke();
        if (!result.ok) return result.error.message;
        toast.success("Signed out there.");
        router.refresh();
        return null;
      }}
    />
  );
}
