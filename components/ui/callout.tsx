import { CircleAlert, Info, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names";

export type CalloutTone = "note" | "caution" | "problem";

const tones = {
  note: { icon: Info, classes: "border-border bg-muted/60 [&>svg]:text-muted-foreground" },
  caution: { icon: TriangleAlert, classes: "border-caution/35 bg-caution-tint [&>svg]:text-caution" },
  problem: { icon: CircleAlert, classes: "border-destructive/35 bg-destructive-tint [&>svg]:text-destructive" },
} as const;

export type CalloutProps = {
  tone?: CalloutTone;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  className?: string;
};

/** A remark set apart from the text. A "problem" is announced to screen readers when it appears. */
export function Callout({ tone = "note", title, children, actions, className }: CalloutProps) {
  const { icon: Icon, classes } = tones[tone];
  return (
    <div
      role={tone === "problem" ? "alert" : "note"}
      className={cn("flex items-start gap-2.5 rounded-md border px-3 py-2.5 text-[0.8125rem]", classes, className)}
    >
      <Icon className="mt-0.5 size-4 shrink-0" aria-hidden="true" />
      <div className="grid min-w-0 grow gap-1">
        {title ? <p className="font-medium">{title}</p> : null}
        {children ? <div className="text-pretty text-foreground/85">{children}</div> : null}
        {actions ? <div className="mt-1 flex flex-wrap gap-2">{actions}</div> : null}
      </div>
    </div>
  );
}
