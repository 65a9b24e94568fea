"use client";

import { type FormEvent, type ReactNode, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { RunPriority } from "@/lib/run/priority.ts";

export interface RunLimits {
  priority: RunPriority;
  /** Null for the plan's number. */
  concurrency: number | null;
  maxInflight: number | null;
}

const priorities: { value: RunPriority; label: string; hint: string }[] = [
  { value: "high", label: "High", hint: "Before this workspace's other runs." },
  { value: "normal", label: "Normal", hint: "In turn with the others." },
  { value: "low", label: "Low", hint: "After the others; it still gets its turn." },
];

/** Asks what a run is to have to work with: its place among the workspace's runs, and how many objects it has in hand. */
export function LimitsDialog({
  trigger,
  title,
  description,
  confirmLabel,
  initial,
  planned,
  submit,
}: {
  trigger: ReactNode;
  title: string;
  description: string;
  confirmLabel: string;
  initial: RunLimits;
  planned: { concurrency: number; maxInflight: number };
  /** Answers a Fault for the dialog to show; what follows a success is the caller's. */
  submit: (limits: RunLimits) => Promise<ActionResult<unknown>>;
}) {
  const [open, setOpen] = useState(false);
  const [priority, setPriority] = useState<RunPriority>(initial.priority);
  const [concurrency, setConcurrency] = useState(textOf(initial.concurrency));
  const [maxInflight, setMaxInflight] = useState(textOf(initial.maxInflight));
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  function onSubmit(event: FormEvent) {
    event.preventDefault();
    start(async () => {
      const limits = { priority, concurrency: numberOf(concurrency), maxInflight: numberOf(maxInflight) };
      const result = await submit(limits);
      setProblem(result.ok ? null : result.error.message);
      if (result.ok) setOpen(false);
    });
  }
  return (
    <Dialog open={open} onOpenChange={setOpen} title={title} description={description} trigger={trigger}>
      <form onSubmit={onSubmit} className="grid gap-4">
        <fieldset>
          <legend className="mb-2 font-medium text-[0.8125rem]">Priority</legend>
          <RadioGroup
            aria-label="Priority"
            options={priorities}
            value={priority}
            onValueChange={(value) => setPriority(value as RunPriority)}
          />
        </fieldset>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Objects worked on at once" optional hint={mostOf(planned.concurrency)}>
            <Input {...numberInput(planned.concurrency, concurrency, setConcurrency)} />
          </Field>
          <Field label="Objects claimed at once" optional hint={mostOf(planned.maxInflight)}>
            <Input {...numberInput(planned.maxInflight, maxInflight, setMaxInflight)} />
          </Field>
        </div>
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

const mostOf = (most: number) => `At most ${most.toLocaleString("en-US")}, as approved.`;

function numberInput(most: number, value: string, set: (text: string) => void) {
  return {
    type: "number",
    inputMode: "numeric",
    min: 1,
    max: most,
    placeholder: String(most),
    value,
    onChange: (event: { target: { value: string } }) => set(event.target.value),
  } as const;
}

const textOf = (value: number | null) => (value === null ? "" : String(value));
const numberOf = (text: string) => (text.trim() === "" ? null : Number(text));
