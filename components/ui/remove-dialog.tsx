"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import type { ActionResult } from "@/lib/edge/action.ts";
import { Button } from "./button";
import { ConfirmDialog } from "./confirm-dialog";
import { toast } from "./toast";

export type RemoveDialogProps = {
  /** What is removed, in one word: "bucket". */
  what: string;
  /** What goes, what stays, and whether it can be brought back. */
  description: string;
  /** Where to go afterwards: the page that this one was reached from. */
  base: string;
  typedWords?: string;
  remove: () => Promise<ActionResult<unknown>>;
};

/** The button, and the question behind it, that removes what a page is about. */
export function RemoveDialog({ what, description, base, typedWords, remove }: RemoveDialogProps) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost">
          <Trash2 aria-hidden="true" /> Remove
        </Button>
      }
      title={`Remove this ${what}?`}
      description={description}
      confirmLabel={`Remove ${what}`}
      typedWords={typedWords}
      onConfirm={async () => {
        const result = await remove();
        if (!result.ok) return result.error.message;
        toast.success(`${what.charAt(0).toUpperCase()}${what.slice(1)} removed.`);
        router.push(base);
        router.refresh();
        return null;
      }}
    />
  );
}
