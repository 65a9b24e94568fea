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
    <section aria-label={label} tabIndex={0} className={cn(frame, className)}>
      {children}
    </section>
  );
}

// On paper nothing scrolls: all of it is shown.
const frame = "min-w-0 overflow-auto print:max-h-none print:overflow-visible";
