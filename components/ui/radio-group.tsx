"use client";

import { RadioGroup as Radix } from "radix-ui";
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./class-names";

export type RadioOption = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

export type RadioGroupProps = Omit<ComponentProps<typeof Radix.Root>, "children"> & {
  options: readonly RadioOption[];
  /** "cards" frames each option; "rows" is the plain list. */
  layout?: "rows" | "cards";
};

/** One of a few options, all of them visible. Give `aria-label` or wrap it in a Field. */
export function RadioGroup({ options, layout = "rows", className, ...props }: RadioGroupProps) {
  const base = useId();
  return (
    <Radix.Root {...props} className={cn("grid", layout === "cards" ? "gap-2" : "gap-2.5", className)}>
      {options.map((option) => {
        const id = `${base}-${option.value}`;
        return (
          <label
            key={option.value}
            htmlFor={id}
            className={cn(
              "flex items-start gap-2.5 has-[:disabled]:opacity-50",
              layout === "cards" &&
                "rounded-md border bg-surface p-3 transition-colors hover:border-input has-data-[state=checked]:border-primary has-data-[state=checked]:ring-1 has-data-[state=checked]:ring-primary",
            )}
          >
            <span className="flex h-5 items-center">
              <Radix.Item
                id={id}
                value={option.value}
                disabled={option.disabled}
                className="grid size-4 shrink-0 place-items-center rounded-full border border-muted-foreground/60 bg-surface data-[state=checked]:border-primary"
              >
                <Radix.Indicator className="block size-2 rounded-full bg-primary" />
              </Radix.Item>
            </span>
            <span className="grid gap-0.5">
              <span className="font-medium text-[0.8125rem] leading-5">{option.label}</span>
              {option.hint ? <span className="text-pretty text-muted-foreground text-xs">{option.hint}</span> : null}
            </span>
          </label>
        );
      })}
    </Radix.Root>
  );
}
