import type { ReactNode } from "react";
import { cn } from "./class-names";

/** A named frame whose content scrolls, reachable by keyboard, because nothing inside it may take focus. */
export function ScrollRegion({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard cannot scroll the frame.
    <section aria-label={label} tabIndex={0} className={cn("min-w-0 overflow-auto", className)}>
      {children}
    </section>
  );
}
