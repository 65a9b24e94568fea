"use client";

import { useState } from "react";
import { FormDialog, type FormDialogProps } from "@/components/ui/form-dialog";
import { RadioGroup, type RadioOption } from "@/components/ui/radio-group";

/** Asks for one of a few things to do, and does it. */
export function ChoiceDialog({
  label,
  options,
  submit,
  ...dialog
}: Omit<FormDialogProps, "children" | "submit"> & {
  label: string;
  options: readonly RadioOption[];
  submit: (value: string) => ReturnType<FormDialogProps["submit"]>;
}) {
  const [value, setValue] = useState(options[0]?.value ?? "");
  return (
    <FormDialog {...dialog} submit={() => submit(value)}>
      <RadioGroup aria-label={label} layout="cards" options={options} value={value} onValueChange={setValue} />
    </FormDialog>
  );
}
