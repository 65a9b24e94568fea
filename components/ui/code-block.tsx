import { cn } from "./class-names";
import { CopyButton } from "./copy-button";

export type CodeBlockProps = {
  code: string;
  /** What it is: "Receipt, canonical JSON". Shown above, and names the block for screen readers. */
  label: string;
  /** Breaks long lines in place of scrolling. */
  wrap?: boolean;
  className?: string;
};

/** Code, JSON or a command, as it is, with a button to copy it. */
export function CodeBlock({ code, label, wrap = false, className }: CodeBlockProps) {
  return (
    <figure className={cn("min-w-0 overflow-hidden rounded-md border bg-sidebar", className)}>
      <figcaption className="flex items-center justify-between gap-2 border-b py-1 pr-1.5 pl-3 text-muted-foreground text-xs">
        {label}
        <CopyButton text={code} label={`Copy: ${label}`} />
      </figcaption>
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
        tabIndex={0}
        className={cn(
          "max-h-[28rem] overflow-auto p-3 font-mono text-xs leading-relaxed focus-visible:-outline-offset-2",
          wrap && "whitespace-pre-wrap break-all",
        )}
      >
        <code>{code}</code>
      </pre>
    </figure>
  );
}
