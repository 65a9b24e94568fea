"use client";

import { type ChangeEvent, type ReactNode, useState } from "react";
import { Field } from "./field";
import { Input } from "./input";
import { Textarea } from "./textarea";

export type TextFileFieldProps = {
  label: ReactNode;
  hint?: ReactNode;
  error?: string | null | undefined;
  optional?: boolean;
  value: string;
  onChange: (text: string) => void;
  /** Such as ".pem,.crt". */
  accept: string;
  bytesMax: number;
  placeholder?: string;
};

/** A text that is pasted, or read from a file of the visitor's. Nothing is sent before the form is. */
export function TextFileField(props: TextFileFieldProps) {
  const { label, hint, error, optional, value, onChange, accept, bytesMax, placeholder } = props;
  const [tooLong, setTooLong] = useState<string | null>(null);
  async function read(event: ChangeEvent<HTMLInputElement>) {
    const file = event.target.files?.[0];
    // The same file may be chosen again after it was mended.
    event.target.value = "";
    if (!file) return;
    const fits = file.size <= bytesMax;
    setTooLong(fits ? null : `This file has more than ${bytesMax.toLocaleString("en-US")} bytes.`);
    if (fits) onChange(await file.text());
  }
  return (
    <div className="grid gap-1.5">
      <Field label={label} hint={hint} error={error ?? tooLong} optional={optional}>
        <Textarea
          mono
          value={value}
          onChange={(event) => onChange(event.target.value)}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          rows={4}
          className="max-h-44"
        />
      </Field>
      <Input type="file" accept={accept} onChange={read} aria-label="Read it from a file" className="max-w-xs pt-1" />
    </div>
  );
}
