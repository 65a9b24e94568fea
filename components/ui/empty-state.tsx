import type { LucideIcon } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "./class-names";

export type EmptyStateProps = {
  icon?: LucideIcon;
  title: ReactNode;
  /** Why there is nothing here and what would fill it. */
  children?: ReactNode;
  /** The one thing to do next. */
  action?: ReactNode;
  className?: string;
};

/** What stands where there is nothing yet. */
export function EmptyState({ icon: Icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn("grid justify-items-center rounded-lg border border-dashed px-6 py-14 text-center", className)}>
      {Icon ? <Icon className="mb-3 size-5 text-muted-foreground" strokeWidth={1.5} aria-hidden="true" /> : null}
      <p className="font-medium text-sm">{title}</p>
      {children ? (
        <div className="mt-1 max-w-md text-pretty text-[0.8125rem] text-muted-foreground">{children}</div>
      ) : null}
      {action ? <div className="mt-4 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  );
}
