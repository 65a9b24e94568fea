"use client";

import { Slot } from "radix-ui";
import { type ReactNode, useId } from "react";
import { cn } from "./class-names";
import { Label } from "./label";

export type FieldProps = {
  label: ReactNode;
  /** One short sentence under the label. */
  hint?: ReactNode;
  /** What is wrong and how to mend it; read aloud with the control. */
  error?: string | null;
  optional?: boolean;
  className?: string;
  /** One control; it receives `id`, `aria-describedby` and `aria-invalid`. */
  children: ReactNode;
};

/** A control with its label, hint and error, joined for assistive technology. */
export function Field({ label, hint, error, optional = false, className, children }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : null, error ? `${id}-error` : null].filter(Boolean).join(" ");
  return (
    <div className={cn("grid content-start gap-1.5", className)}>
      <div className="flex items-baseline justify-between gap-3">
        <Label htmlFor={id}>{label}</Label>
        {optional ? <span className="text-muted-foreground text-xs">Optional</span> : null}
      </div>
      <Slot.Root id={id} aria-describedby={described || undefined} aria-invalid={error ? true : undefined}>
        {children}
      </Slot.Root>
      {hint ? (
        <p id={`${id}-hint`} className="text-pretty text-muted-foreground text-xs">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} role="alert" className="whitespace-pre-line text-destructive text-xs">
          {error}
        </p>
      ) : null}
    </div>
  );
}
