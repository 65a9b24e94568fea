"use client";

import { Tooltip as Radix } from "radix-ui";
import type { ReactNode } from "react";

export type TooltipProps = {
  content: ReactNode;
  side?: "top" | "right" | "bottom" | "left";
  /** One element that can take focus, or the tip stays out of the keyboard's reach. */
  children: ReactNode;
};

/** A few words about a control. Never the only place of something a reader must know: touch has no hover. */
export function Tooltip({ content, side = "top", children }: TooltipProps) {
  return (
    <Radix.Provider delayDuration={250}>
      <Radix.Root>
        <Radix.Trigger asChild>{children}</Radix.Trigger>
        <Radix.Portal>
          <Radix.Content
            side={side}
            sideOffset={6}
            collisionPadding={8}
            className="z-50 max-w-72 text-pretty rounded-sm bg-primary px-2 py-1 text-primary-foreground text-xs shadow-pop"
          >
            {content}
          </Radix.Content>
        </Radix.Portal>
      </Radix.Root>
    </Radix.Provider>
  );
}
