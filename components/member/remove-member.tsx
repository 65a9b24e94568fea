"use client";

import { UserMinus } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Takes a person out of the workspace; oneself too, which leaves it. */
export function RemoveMember({
  name,
  mine,
  remove,
}: {
  name: string;
  mine: boolean;
  remove: () => Promise<ActionResult<unknown>>;
}) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button
          variant="ghost"
          size="iconSm"
          aria-label={mine ? "Leave this workspace" : `Remove ${name}`}
          title={mine ? "Leave this workspace" : "Remove"}
        >
          <UserMinus aria-hidden="true" />
        </Button>
      }
      title={mine ? "Leave this workspace?" : `Remove ${name}?`}
      description={
        mine
          ? "You lose access at once. Somebody who stays can invite you again."
          : "They lose access at once. What they did stays in the audit log; API keys that they made go on until revoked."
      }
      confirmLabel={mine ? "Leave" : "Remove"}
      onConfirm={async () => {
        const result = await remove();
        if (!result.ok) return result.error.message;
        if (mine) router.push("/welcome");
        else {
          toast.success(`${name} was removed.`);
          router.refresh();
        }
        return null;
      }}
    />
  );
}
