"use client";

import { Pencil } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormCall } from "@/components/ui/use-form-call.ts";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Gives the workspace another name. Its addresses stay, so that no link breaks. */
export function RenameWorkspace({
  name: present,
  rename,
}: {
  name: string;
  rename: (input: { name: string }) => Promise<ActionResult<unknown>>;
}) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(present);
  const { submit, problem, errors, clear } = useFormCall(
    () => rename({ name }),
    () => {
      setOpen(false);
      router.refresh();
    },
  );
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setName(present);
        clear();
      }}
      size="sm"
      title="Rename this workspace"
      description="Its addresses stay as they are."
      trigger={
        <Button variant="ghost">
          <Pencil aria-hidden="true" /> Rename
        </Button>
      }
    >
      <form action={submit} className="grid gap-4">
        <Field label="Name" error={errors.name}>
          <Input
            name="name"
            required
            maxLength={120}
            autoComplete="off"
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
        {problem ? <Callout tone="problem">{problem}</Callout> : null}
        <div className="flex justify-end">
          <SubmitButton>Rename</SubmitButton>
        </div>
      </form>
    </Dialog>
  );
}
