import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** The looks shared by every control that takes text. */
export const controlClasses =
  "w-full min-w-0 rounded-md border border-input bg-surface text-foreground transition-colors placeholder:text-muted-foreground/75 hover:border-muted-foreground/60 focus-visible:border-ring focus-visible:outline-1 focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-55 aria-invalid:border-destructive aria-invalid:outline-destructive";

export type InputProps = ComponentProps<"input"> & {
  /** Sets the text in the monospaced face: for keys, prefixes, addresses. */
  mono?: boolean;
};

/** A one-line text control. On phones the text is 16 px, below which iOS zooms the page. */
export function Input({ className, mono = false, ...props }: InputProps) {
  return (
    <input
      {...props}
      className={cn(
        controlClasses,
        "h-9 px-2.5 text-base sm:h-8 sm:text-[0.8125rem]",
        "file:mr-3 file:border-0 file:bg-transparent file:font-medium file:text-sm",
        mono && "font-mono sm:text-xs",
        className,
      )}
    />
  );
}
