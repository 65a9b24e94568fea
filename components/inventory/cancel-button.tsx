"use client";

import { Square } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Stops an inventory or a sample that is under way. */
export function CancelButton({
  what,
  cancel,
}: {
  what: "inventory" | "sample";
  cancel: () => Promise<ActionResult<unknown>>;
}) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button>
          <Square aria-hidden="true" /> Cancel
        </Button>
      }
      title={`Cancel this ${what}?`}
      description={`What was ${what === "inventory" ? "listed" : "read"} so far stays to be looked at, but nothing can be planned on it. You can begin another at any time.`}
      confirmLabel={`Cancel ${what}`}
      dismissLabel="Let it go on"
      onConfirm={async () => {
        const result = await cancel();
        if (!result.ok) return result.error.message;
        router.refresh();
        return null;
      }}
    />
  );
}
