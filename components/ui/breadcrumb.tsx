import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { Fragment, type ReactNode } from "react";

export type Crumb = { label: ReactNode; href?: string };

/** The way to this page. The last crumb is the page itself and no link. */
export function Breadcrumb({ crumbs }: { crumbs: readonly Crumb[] }) {
  return (
    <nav aria-label="Breadcrumb" className="min-w-0">
      <ol className="flex min-w-0 flex-wrap items-center gap-1 text-muted-foreground text-xs">
        {crumbs.map((crumb, at) => (
          <Fragment key={crumb.href ?? `crumb-${at}`}>
            {at > 0 ? (
              <li aria-hidden="true">
                <ChevronRight className="size-3 opacity-60" />
              </li>
            ) : null}
            <li className="min-w-0 max-w-64 truncate">
              {crumb.href ? (
                <Link href={crumb.href} className="rounded-sm hover:text-foreground">
                  {crumb.label}
                </Link>
              ) : (
                <span aria-current="page">{crumb.label}</span>
              )}
            </li>
          </Fragment>
        ))}
      </ol>
    </nav>
  );
}
