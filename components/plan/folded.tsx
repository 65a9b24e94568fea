"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";

/** A part of a form that most people leave closed. What needs another look in it opens it; only its reader closes it. */
export function Folded({ summary, open = false, children }: { summary: string; open?: boolean; children: ReactNode }) {
  const [shown, setShown] = useState(open);
  useEffect(() => {
    if (open) setShown(true);
  }, [open]);
  return (
    <details open={shown} onToggle={(event) => setShown(event.currentTarget.open)} className="group rounded-md border">
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-md px-3 py-2 font-medium text-[0.8125rem] hover:bg-accent [&::-webkit-details-marker]:hidden">
        <ChevronRight
          className="size-3.5 text-muted-foreground transition-transform group-open:rotate-90"
          aria-hidden="true"
        />
        {summary}
      </summary>
      <div className="grid gap-4 border-t px-3 py-3">{children}</div>
    </details>
  );
}
