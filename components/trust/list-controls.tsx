"use client";

import { RotateCw, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { RefreshedTrustList } from "@/lib/trust/schema.ts";

/** Asks a list's address again, or lets go of the list. */
export function ListControls({
  name,
  base,
  refresh,
  remove,
}: {
  name: string;
  base: string;
  /** Null for a list that came as a file. */
  refresh: (() => Promise<ActionResult<RefreshedTrustList>>) | null;
  remove: () => Promise<ActionResult<unknown>>;
}) {
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <>
      {refresh ? (
        <Button
          pending={pending}
          onClick={() =>
            start(async () => {
              const result = await refresh();
              if (!result.ok) toast.error(result.error.message);
              else if (result.value.problem) toast.error(result.value.problem);
              else toast.success(saying(result.value));
              router.refresh();
            })
          }
        >
          <RotateCw aria-hidden="true" /> Ask again
        </Button>
      ) : null}
      <ConfirmDialog
        trigger={
          <Button variant="ghost">
            <Trash2 aria-hidden="true" /> Remove
          </Button>
        }
        title="Remove this trust list?"
        description="What leads to its certificates alone is no longer found Trusted when it is inspected here. Receipts and what was signed stay as they are. It can be loaded again."
        confirmLabel="Remove list"
        typedWords={name}
        onConfirm={async () => {
          const result = await remove();
          if (!result.ok) return result.error.message;
          toast.success("Trust list removed.");
          router.push(base);
          router.refresh();
          return null;
        }}
      />
    </>
  );
}

function saying({ added, removed }: RefreshedTrustList): string {
  const changes = added + removed === 0 ? "" : ` Since the last look ${added} anchors came and ${removed} went.`;
  return `The list is as its address gives it.${changes}`;
}
