import type { ReactNode } from "react";
import { cn } from "./class-names";
import { CopyButton } from "./copy-button";

export type ErrorStateProps = {
  title?: ReactNode;
  /** The fault's own sentence: what happened. */
  message: ReactNode;
  /** What to do about it. */
  advice?: ReactNode;
  requestId?: string;
  action?: ReactNode;
  className?: string;
};

/** What stands where something could not be shown: what happened, what to do, and the id to quote. */
export function ErrorState({
  title = "This could not be shown",
  message,
  advice,
  requestId,
  action,
  className,
}: ErrorStateProps) {
  return (
    <div
      role="alert"
      className={cn("rounded-lg border border-l-2 border-l-destructive bg-surface px-5 py-4", className)}
    >
      <p className="font-medium text-sm">{title}</p>
      <p className="mt-1 max-w-prose text-pretty text-[0.8125rem]">{message}</p>
      {advice ? <p className="mt-1 max-w-prose text-pretty text-[0.8125rem] text-muted-foreground">{advice}</p> : null}
      {action || requestId ? (
        <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2">
          {action}
          {requestId ? (
            <span className="inline-flex items-center gap-1 text-muted-foreground text-xs">
              Request <code className="break-all font-mono">{requestId}</code>
              <CopyButton text={requestId} label="Copy the request id" />
            </span>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}
