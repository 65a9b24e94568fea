import type { ReactNode } from "react";
import { Breadcrumb, type Crumb } from "@/components/ui/breadcrumb";

export type PageHeaderProps = {
  title: ReactNode;
  /** One line under the title. */
  description?: ReactNode;
  /** Beside the title: a RunStateLabel, a Badge. */
  status?: ReactNode;
  breadcrumb?: readonly Crumb[];
  /** Buttons at the right; under the title on a phone. */
  actions?: ReactNode;
};

/** The head of a page. Its title is the page's only h1. */
export function PageHeader({ title, description, status, breadcrumb, actions }: PageHeaderProps) {
  return (
    <header className="mb-5 grid gap-2">
      {breadcrumb && breadcrumb.length > 0 ? <Breadcrumb crumbs={breadcrumb} /> : null}
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0 sm:flex-1 sm:basis-80">
          <div className="flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
            <h1 className="min-w-0 break-words font-semibold text-xl leading-tight">{title}</h1>
            {status}
          </div>
          {description ? (
            <div className="mt-1 max-w-prose text-pretty text-[0.8125rem] text-muted-foreground">{description}</div>
          ) : null}
        </div>
        {actions ? (
          <div data-print="hide" className="flex flex-wrap items-center gap-2">
            {actions}
          </div>
        ) : null}
      </div>
    </header>
  );
}

/** A titled part of a page. */
export function Section({
  title,
  description,
  actions,
  children,
}: {
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section className="mt-7 first:mt-0">
      <div className="mb-2.5 flex flex-wrap items-end justify-between gap-x-4 gap-y-2">
        <div>
          <h2 className="font-semibold text-sm">{title}</h2>
          {description ? <p className="text-pretty text-muted-foreground text-xs">{description}</p> : null}
        </div>
        {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
      </div>
      {children}
    </section>
  );
}
