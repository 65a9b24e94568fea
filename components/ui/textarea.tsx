import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { controlClasses } from "./input";

export type TextareaProps = ComponentProps<"textarea"> & { mono?: boolean };

/** A text control of several lines that grows with its content where the browser can. */
export function Textarea({ className, mono = false, ...props }: TextareaProps) {
  return (
    <textarea
      {...props}
      className={cn(
        controlClasses,
        "field-sizing-content max-h-96 min-h-20 px-2.5 py-2 text-base leading-normal sm:text-[0.8125rem]",
        mono && "font-mono sm:text-xs",
        className,
      )}
    />
  );
}
