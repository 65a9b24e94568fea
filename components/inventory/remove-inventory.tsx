"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Removes an inventory's objects, and says before what stays and what cannot be done any more. */
export function RemoveInventory({
  base,
  plansNotLaunched,
  remove,
}: {
  /** Where to go afterwards. */
  base: string;
  plansNotLaunched: number;
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
      title="Remove this inventory?"
      description={`Its list of objects is deleted and cannot be brought back. ${plansWords(plansNotLaunched)}Samples, runs and receipts stay, and nothing in the bucket itself is touched.`}
      confirmLabel="Remove inventory"
      onConfirm={async () => {
        const result = await remove();
        if (!result.ok) return result.error.message;
        toast.success("Inventory removed.");
        router.push(base);
        router.refresh();
        return null;
      }}
    />
  );
}

function plansWords(plans: number): string {
  if (plans === 0) return "";
  return `${plans === 1 ? "One plan over it was" : `${plans} plans over it were`} not launched, and cannot be any more. `;
}
