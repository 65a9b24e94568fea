import { cn } from "@/components/ui/class-names";
import { CopyButton } from "@/components/ui/copy-button";

export type HashProps = {
  /** The whole hash or id. */
  value: string;
  /** Characters shown at each end. */
  ends?: number;
  /** Shows all of it, wrapped. */
  full?: boolean;
  copy?: boolean;
  label?: string;
  className?: string;
};

/** A hash or a long id, shortened to its ends, whole in the title and on the clipboard. */
export function Hash({ value, ends = 6, full = false, copy = true, label = "hash", className }: HashProps) {
  const short = full || value.length <= ends * 2 + 1 ? value : `${value.slice(0, ends)}…${value.slice(-ends)}`;
  return (
    <span className={cn("inline-flex min-w-0 max-w-full items-center gap-0.5 align-bottom", className)}>
      <code title={short === value ? undefined : value} className={cn("font-mono text-[0.92em]", full && "break-all")}>
        {short}
      </code>
      {copy ? <CopyButton text={value} label={`Copy the ${label}`} /> : null}
    </span>
  );
}
