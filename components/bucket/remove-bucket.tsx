"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Disconnects a bucket after its name was typed. */
export function RemoveBucket({
  name,
  base,
  remove,
}: {
  name: string;
  base: string;
  remove: () => Promise<ActionResult<unknown>>;
}) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost">
          <Trash2 aria-hidden="true" /> Remove
        </Button>
      }
      title="Remove this bucket?"
      description="Its credentials are erased, and no new inventory or run can reach it. Nothing in the bucket itself is touched; inventories, reports and receipts stay. To work with it again, connect it anew."
      confirmLabel="Remove bucket"
      typedWords={name}
      onConfirm={async () => {
        const result = await remove();
        if (!result.ok) return result.error.message;
        toast.success("Bucket removed.");
        router.push(base);
        router.refresh();
        return null;
      }}
    />
  );
}
