"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Makes a key stop working. */
export function RevokeKey({ name, revoke }: { name: string; revoke: () => Promise<ActionResult<unknown>> }) {
  const router = useRouter();
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Revoke the key ${name}`}>
          Revoke
        </Button>
      }
      title={
        <>
          Revoke <bdi>{name}</bdi>?
        </>
      }
      description="Every program that uses this key is refused from its next call on. This cannot be undone; make a new key in its place."
      confirmLabel="Revoke key"
      onConfirm={async () => {
        const result = await revoke();
        if (!result.ok) return result.error.message;
        toast.success("Key revoked.");
        router.refresh();
        return null;
      }}
    />
  );
}
