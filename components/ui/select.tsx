"use client";

import { Check, ChevronDown } from "lucide-react";
import { Select as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./class-names";
import { controlClasses } from "./input";

export type SelectOption = { value: string; label: ReactNode; hint?: ReactNode; disabled?: boolean };

export type SelectProps = {
  options: readonly SelectOption[];
  value?: string;
  defaultValue?: string;
  onValueChange?: (value: string) => void;
  placeholder?: string;
  /** Sends the value with a form under this name. */
  name?: string;
  required?: boolean;
  disabled?: boolean;
  className?: string;
  id?: string;
  "aria-label"?: string;
  "aria-describedby"?: string;
  "aria-invalid"?: boolean | "true" | "false";
};

/** One choice of a list. Values must not be empty strings. */
export function Select({
  options,
  value,
  defaultValue,
  onValueChange,
  placeholder = "Choose…",
  name,
  required,
  disabled,
  className,
  ...aria
}: SelectProps) {
  return (
    <Radix.Root {...{ value, defaultValue, onValueChange, name, required, disabled }}>
      <Radix.Trigger
        {...aria}
        className={cn(
          controlClasses,
          "flex h-9 items-center justify-between gap-2 px-2.5 text-left text-[0.8125rem] data-[placeholder]:text-muted-foreground sm:h-8",
          className,
        )}
      >
        <span className="truncate">
          <Radix.Value placeholder={placeholder} />
        </span>
        <Radix.Icon>
          <ChevronDown className="size-3.5 text-muted-foreground" aria-hidden="true" />
        </Radix.Icon>
      </Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          position="popper"
          sideOffset={4}
          className="z-50 max-h-(--radix-select-content-available-height) min-w-(--radix-select-trigger-width) overflow-hidden rounded-md border bg-surface p-1 text-foreground shadow-pop"
        >
          <Radix.Viewport>
            {options.map((option) => (
              <Radix.Item
                key={option.value}
                value={option.value}
                disabled={option.disabled}
                className="relative flex cursor-default select-none items-baseline gap-3 rounded-sm py-1.5 pr-8 pl-2 text-[0.8125rem] outline-none data-[disabled]:opacity-50 data-[highlighted]:bg-accent"
              >
                <Radix.ItemText>{option.label}</Radix.ItemText>
                {option.hint ? <span className="text-muted-foreground text-xs">{option.hint}</span> : null}
                <Radix.ItemIndicator className="absolute top-2 right-2">
                  <Check className="size-3.5" aria-hidden="true" />
                </Radix.ItemIndicator>
              </Radix.Item>
            ))}
          </Radix.Viewport>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
