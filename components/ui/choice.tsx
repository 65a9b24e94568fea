import type { ReactNode } from "react";
import { cn } from "./class-names";

/** A control with its label and hint to the right: the row of a checkbox, a switch or a radio button. */
export function ChoiceRow({
  id,
  control,
  label,
  hint,
  className,
}: {
  id: string;
  control: ReactNode;
  label: ReactNode;
  hint?: ReactNode;
  className?: string;
}) {
  return (
    <div className={cn("flex items-start gap-2.5", className)}>
      <span className="flex h-5 items-center">{control}</span>
      <div className="grid gap-0.5">
        <label htmlFor={id} className="font-medium text-[0.8125rem] leading-5">
          {label}
        </label>
        {hint ? (
          <p id={`${id}-hint`} className="text-pretty text-muted-foreground text-xs">
            {hint}
          </p>
        ) : null}
      </div>
    </div>
  );
}
