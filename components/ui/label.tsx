"use client";

import { Label as RadixLabel } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** The visible name of a control. */
export function Label({ className, ...props }: ComponentProps<typeof RadixLabel.Root>) {
  return (
    <RadixLabel.Root
      {...props}
      className={cn("font-medium text-[0.8125rem] leading-tight peer-disabled:opacity-55", className)}
    />
  );
}
