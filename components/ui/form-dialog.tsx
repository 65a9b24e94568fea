"use client";

import { type FormEvent, type ReactNode, useState, useTransition } from "react";
import { Button } from "./button";
import { Callout } from "./callout";
import { Dialog } from "./dialog";

type Done = { ok: true } | { ok: false; error: { message: string } };

export type FormDialogProps = {
  trigger: ReactNode;
  title: string;
  description: string;
  confirmLabel: string;
  children: ReactNode;
  /** What it did, such as an action's result: a refusal's sentence is shown, and what follows a success is the caller's. */
  submit: () => Promise<Done>;
};

/** A form in a window of its own that closes once what it asks for was done, and says why where it was refused. */
export function FormDialog({ trigger, title, description, confirmLabel, children, submit }: FormDialogProps) {
  const [open, setOpen] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    start(async () => {
      const result = await submit();
      setProblem(result.ok ? null : result.error.message);
      if (result.ok) setOpen(false);
    });
  }
  function onOpenChange(next: boolean) {
    setOpen(next);
    setProblem(null);
  }
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={title} description={description} trigger={trigger}>
      <form onSubmit={onSubmit} className="grid gap-4">
        {children}
        {problem ? (
          <Callout tone="problem">
            <span className="whitespace-pre-line">{problem}</span>
          </Callout>
        ) : null}
        <div className="flex justify-end gap-2">
          <Button type="submit" variant="primary" pending={pending}>
            {confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
