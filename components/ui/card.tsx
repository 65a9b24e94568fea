import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names";

/** A framed surface. Compose from CardHeader, CardBody and CardFooter. */
export function Card({ className, ...props }: ComponentProps<"section">) {
  return <section {...props} className={cn("min-w-0 rounded-lg border bg-surface", className)} />;
}

export type CardHeaderProps = {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  className?: string;
};

/** The title line of a card, with room for actions on the right. */
export function CardHeader({ title, description, actions, className }: CardHeaderProps) {
  return (
    <header className={cn("flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-4 pt-3.5 pb-1", className)}>
      <div className="min-w-0">
        <h2 className="font-semibold text-sm">{title}</h2>
        {description ? <p className="mt-0.5 text-pretty text-muted-foreground text-xs">{description}</p> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  );
}

/** The padded content. `flush` leaves the padding out, for a table that reaches the frame. */
export function CardBody({ flush = false, className, ...props }: ComponentProps<"div"> & { flush?: boolean }) {
  return <div {...props} className={cn(flush ? "mt-2 overflow-hidden border-t" : "px-4 py-3", className)} />;
}

export function CardFooter({ className, ...props }: ComponentProps<"footer">) {
  return (
    <footer
      {...props}
      className={cn("flex flex-wrap items-center justify-end gap-2 border-t px-4 py-3 text-xs", className)}
    />
  );
}
