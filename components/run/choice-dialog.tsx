"use client";

import { type FormEvent, type ReactNode, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { RadioGroup, type RadioOption } from "@/components/ui/radio-group";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Asks for one of a few things to do, and does it. */
export function ChoiceDialog({
  trigger,
  title,
  description,
  confirmLabel,
  label,
  options,
  submit,
}: {
  trigger: ReactNode;
  title: string;
  description: string;
  confirmLabel: string;
  label: string;
  options: readonly RadioOption[];
  /** Answers a Fault for the dialog to show; what follows a success is the caller's. */
  submit: (value: string) => Promise<ActionResult<unknown>>;
}) {
  const [open, setOpen] = useState(false);
  const [value, setValue] = useState(options[0]?.value ?? "");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    start(async () => {
      const result = await submit(value);
      setProblem(result.ok ? null : result.error.message);
      if (result.ok) setOpen(false);
    });
  }
  return (
    <Dialog open={open} onOpenChange={setOpen} title={title} description={description} trigger={trigger}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <RadioGroup aria-label={label} layout="cards" options={options} value={value} onValueChange={setValue} />
        {problem ? <Callout tone="problem">{problem}</Callout> : null}
        <div className="flex justify-end gap-2">
          <Button type="submit" variant="primary" pending={pending}>
            {confirmLabel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
