"use client";

import { Pencil } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Gives a bucket another name. */
export function RenameBucket({
  name: present,
  rename,
}: {
  name: string;
  rename: (name: string) => Promise<ActionResult<unknown>>;
}) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(present);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  function submit(event: FormEvent) {
    event.preventDefault();
    start(async () => {
      const result = await rename(name);
      if (!result.ok) return setProblem(result.error.message);
      setOpen(false);
      router.refresh();
    });
  }
  return (
    <Dialog
      open={open}
      onOpenChange={(next) => {
        setOpen(next);
        setName(present);
        setProblem(null);
      }}
      size="sm"
      title="Rename this bucket"
      trigger={
        <Button>
          <Pencil aria-hidden="true" /> Rename
        </Button>
      }
    >
      <form onSubmit={submit} className="grid gap-4">
        <Field label="Name" error={problem}>
          <Input
            required
            maxLength={80}
            value={name}
            onChange={(event) => setName(event.target.value)}
            autoComplete="off"
          />
        </Field>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" pending={pending}>
            Rename
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
