"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { ShownOnce } from "@/components/ui/shown-once";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { Action } from "@/lib/kernel/actor.ts";
import { KeyForm, type KeyInput } from "./key-form";

/** Makes a key in a dialog, and shows its text this one time. `mine` is what the visitor may do, and so may hand out. */
export function CreateKey({
  mine,
  create,
}: {
  mine: readonly Action[];
  create: (input: KeyInput) => Promise<ActionResult<{ text: string }>>;
}) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [text, setText] = useState<string | null>(null);
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setText(null);
        // Only now, so that the first key's own button does not vanish from under its dialog.
        if (!next && text) router.refresh();
      }}
      title={text ? "The key is made" : "New API key"}
      trigger={
        <Button variant="primary">
          <Plus aria-hidden="true" /> New key
        </Button>
      }
    >
      {text ? (
        <div className="grid gap-4">
          <ShownOnce label="Key" text={text}>
            Keep it where secrets are kept. It is not shown again. Programs send it in the header <code>X-API-Key</code>
            .
          </ShownOnce>
          <div className="flex justify-end">
            <DialogClose asChild>
              <Button variant="primary">Done</Button>
            </DialogClose>
          </div>
        </div>
      ) : (
        <KeyForm mine={mine} create={create} onMade={setText} />
      )}
    </Dialog>
  );
}
