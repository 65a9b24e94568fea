"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";

export type PayNowAct = (input: Record<string, never>) => Promise<ActionResult<{ open: number }>>;

/** Has every open debt tried now. It costs what the stamps cost, and so it asks. */
export function PayNow({ open, pay }: { open: string; pay: PayNowAct }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      tone="primary"
      trigger={<Button size="sm">Pay now</Button>}
      title={`Ask for ${open === "1" ? "the stamp" : `${Number(open).toLocaleString("en-US")} stamps`} now?`}
      description="Each costs what its authority charges. Every asset is read once more, to validate its stamped manifest with it; a signed copy is also written once more, in its own place. The authority's rate stays as it is, so that many take their time."
      confirmLabel="Ask now"
      dismissLabel="Not now"
      onConfirm={async () => {
        const result = await pay({});
        if (!result.ok) return result.error.message;
        toast.success(
          `${result.value.open.toLocaleString("en-US")} asked for. What comes shows here and in the receipts.`,
        );
        router.refresh();
        return null;
      }}
    />
  );
}
