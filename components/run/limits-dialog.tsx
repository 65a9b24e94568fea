"use client";

import { useState } from "react";
import { Field } from "@/components/ui/field";
import { FormDialog, type FormDialogProps } from "@/components/ui/form-dialog";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { countText } from "@/lib/kernel/count-text";
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
  initial,
  planned,
  submit,
  ...dialog
}: Omit<FormDialogProps, "children" | "submit"> & {
  initial: RunLimits;
  planned: { concurrency: number; maxInflight: number };
  submit: (limits: RunLimits) => ReturnType<FormDialogProps["submit"]>;
}) {
  const [priority, setPriority] = useState<RunPriority>(initial.priority);
  const [concurrency, setConcurrency] = useState(textOf(initial.concurrency));
  const [maxInflight, setMaxInflight] = useState(textOf(initial.maxInflight));
  const limits = () => ({ priority, concurrency: numberOf(concurrency), maxInflight: numberOf(maxInflight) });
  return (
    <FormDialog {...dialog} submit={() => submit(limits())}>
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
    </FormDialog>
  );
}

const mostOf = (most: number) => `At most ${countText(most)}, as approved.`;

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
