import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** A key on the keyboard. */
export function Kbd({ className, ...props }: ComponentProps<"kbd">) {
  return (
    <kbd
      {...props}
      className={cn(
        "inline-flex h-4.5 min-w-4.5 items-center justify-center rounded-[4px] border bg-muted px-1 font-sans text-[0.6875rem] text-muted-foreground",
        className,
      )}
    />
  );
}
