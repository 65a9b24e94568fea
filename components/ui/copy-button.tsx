"use client";

import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { Button, type ButtonProps } from "./button";

export type CopyButtonProps = Omit<ButtonProps, "onClick" | "children"> & {
  /** Exactly what goes to the clipboard. */
  text: string;
  /** The button's name: "Copy the key". Shown beside the icon with `showLabel`. */
  label?: string;
  showLabel?: boolean;
};

/** Copies a text and says that it did. */
export function CopyButton({
  text,
  label = "Copy",
  showLabel = false,
  variant,
  size,
  className,
  ...props
}: CopyButtonProps) {
  const [state, setState] = useState<"idle" | "copied" | "failed">("idle");
  useEffect(() => {
    if (state === "idle") return;
    const timer = setTimeout(() => setState("idle"), 1600);
    return () => clearTimeout(timer);
  }, [state]);

  async function copy() {
    setState((await write(text)) ? "copied" : "failed");
  }
  const said = state === "copied" ? "Copied" : state === "failed" ? "Could not copy" : label;
  return (
    <Button
      {...props}
      variant={variant ?? (showLabel ? "secondary" : "ghost")}
      size={size ?? (showLabel ? "sm" : "iconSm")}
      className={className ?? (showLabel ? undefined : "size-6 text-muted-foreground [&_svg]:!size-3.5")}
      onClick={copy}
      aria-label={said}
      title={showLabel ? undefined : label}
    >
      {state === "copied" ? <Check aria-hidden="true" /> : <Copy aria-hidden="true" />}
      {showLabel ? said : null}
      <span className="sr-only" aria-live="polite">
        {state === "idle" ? "" : said}
      </span>
    </Button>
  );
}

/** The clipboard exists only over HTTPS and on localhost; elsewhere a hidden text field does it. */
async function write(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.className = "sr-only";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
