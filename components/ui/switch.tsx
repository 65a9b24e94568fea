"use client";

import { Switch as Radix } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { ChoiceRow } from "./choice";
import { cn } from "./class-names";

export type SwitchProps = ComponentProps<typeof Radix.Root> & { label?: ReactNode; hint?: ReactNode };

/** A setting that takes effect at once. In a form that is submitted, use Checkbox. */
export function Switch({ label, hint, className, id, ...props }: SwitchProps) {
  const own = useId();
  const switchId = id ?? own;
  const control = (
    <Radix.Root
      aria-describedby={label && hint ? `${switchId}-hint` : undefined}
      {...props}
      id={switchId}
      className={cn(
        "inline-flex h-4.5 w-8 shrink-0 items-center rounded-full border border-transparent bg-input transition-colors disabled:opacity-50 data-[state=checked]:bg-primary",
        className,
      )}
    >
      <Radix.Thumb className="block size-3.5 translate-x-px rounded-full bg-surface shadow-sm transition-transform data-[state=checked]:translate-x-[0.95rem]" />
    </Radix.Root>
  );
  return label ? <ChoiceRow id={switchId} control={control} label={label} hint={hint} /> : control;
}
