import { cn } from "@/components/ui/class-names";
import { CopyButton } from "@/components/ui/copy-button";
import { truncateMiddle, visibleText } from "./visible-text";

export type HostileTextProps = {
  /** As it was found: an object key, an EXIF value, a manifest's text. */
  text: string;
  /** Most characters shown; the middle is cut. 0 shows all of it, wrapped. */
  max?: number;
  /** Adds a button that copies the text as it was found. */
  copy?: boolean;
  mono?: boolean;
  className?: string;
};

/** Text that a stranger wrote: always text, isolated in its direction, invisible characters shown, full text in the title. */
export function HostileText({ text, max = 64, copy = false, mono = true, className }: HostileTextProps) {
  const whole = visibleText(text);
  const shown = max > 0 ? truncateMiddle(whole, max) : whole;
  return (
    <span className={cn("inline-flex min-w-0 max-w-full items-center gap-1 align-bottom", className)}>
      <bdi
        dir="ltr"
        title={shown === whole ? undefined : whole}
        // A sentence breaks between its words, and within one only where it does not fit. On a phone nothing is cut by
        // the width alone: a table's columns would be pushed out of sight by one long key.
        className={cn(
          "min-w-0",
          mono && "font-mono text-[0.92em]",
          max > 0 && "sm:truncate",
          max > 0 && (mono ? "max-sm:break-all" : "max-sm:wrap-anywhere"),
          max === 0 && (mono ? "break-all" : "wrap-anywhere"),
        )}
      >
        {shown === "" ? <span className="text-muted-foreground italic">empty</span> : shown}
      </bdi>
      {copy ? <CopyButton text={text} label="Copy the text as found" /> : null}
    </span>
  );
}
