"use client";

import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./class-names";
import { scrimClasses } from "./overlay";

export type SheetProps = {
  trigger?: ReactNode;
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  title: ReactNode;
  /** Keeps the title for screen readers only. */
  hideTitle?: boolean;
  side?: "left" | "right";
  children: ReactNode;
  className?: string;
};

/** A panel from the edge of the screen: the sidebar on a phone, the details of a row on a desk. */
export function Sheet({
  trigger,
  open,
  onOpenChange,
  title,
  hideTitle,
  side = "right",
  children,
  className,
}: SheetProps) {
  return (
    <Radix.Root open={open} onOpenChange={onOpenChange}>
      {trigger ? <Radix.Trigger asChild>{trigger}</Radix.Trigger> : null}
      <Radix.Portal>
        <Radix.Overlay className={scrimClasses} />
        <Radix.Content
          aria-describedby={undefined}
          className={cn(
            "fixed inset-y-0 z-50 flex w-[min(26rem,calc(100vw-3rem))] flex-col overflow-y-auto bg-surface text-foreground shadow-pop outline-none data-[state=closed]:animate-out data-[state=open]:animate-in data-[state=closed]:duration-150 data-[state=open]:duration-200",
            side === "left"
              ? "left-0 border-r data-[state=closed]:slide-out-to-left data-[state=open]:slide-in-from-left"
              : "right-0 border-l data-[state=closed]:slide-out-to-right data-[state=open]:slide-in-from-right",
            className,
          )}
        >
          <Radix.Title className={hideTitle ? "sr-only" : "px-5 pt-4 pr-12 font-semibold text-base"}>
            {title}
          </Radix.Title>
          {children}
          <Radix.Close asChild>
            <Button variant="ghost" size="iconSm" aria-label="Close" className="absolute top-3 right-3">
              <X aria-hidden="true" />
            </Button>
          </Radix.Close>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
