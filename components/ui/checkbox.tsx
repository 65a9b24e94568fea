"use client";

import { Check, Minus } from "lucide-react";
import { Checkbox as Radix } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { ChoiceRow } from "./choice";
import { cn } from "./class-names";

export type CheckboxProps = ComponentProps<typeof Radix.Root> & {
  /** With a label the box comes as a whole row; without one give `aria-label`. */
  label?: ReactNode;
  hint?: ReactNode;
};

/** A box to tick. `checked` may be "indeterminate". */
export function Checkbox({ label, hint, className, id, ...props }: CheckboxProps) {
  const own = useId();
  const boxId = id ?? own;
  const box = (
    <Radix.Root
      aria-describedby={label && hint ? `${boxId}-hint` : undefined}
      {...props}
      id={boxId}
      className={cn(
        "peer group grid size-4 shrink-0 place-items-center rounded-[4px] border border-muted-foreground/60 bg-surface transition-colors disabled:opacity-50 data-[state=checked]:border-primary data-[state=indeterminate]:border-primary data-[state=checked]:bg-primary data-[state=indeterminate]:bg-primary",
        className,
      )}
    >
      <Radix.Indicator className="text-primary-foreground">
        <Check className="size-3 group-data-[state=indeterminate]:hidden" strokeWidth={3} aria-hidden="true" />
        <Minus className="hidden size-3 group-data-[state=indeterminate]:block" strokeWidth={3} aria-hidden="true" />
      </Radix.Indicator>
    </Radix.Root>
  );
  return label ? <ChoiceRow id={boxId} control={box} label={label} hint={hint} /> : box;
}
