import { ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "./button";

export type PaginationProps = {
  /** Address of the page before; null on the first. */
  previousHref?: string | null;
  /** Address of the page after; null on the last. */
  nextHref?: string | null;
  /** What is shown: "1–50 of 12,004". */
  summary?: ReactNode;
  label?: string;
};

/** Previous and Next over cursor pages, as links, so that they open in a tab and work without scripts. */
export function Pagination({ previousHref, nextHref, summary, label = "Pages" }: PaginationProps) {
  // One page that holds all needs no way to others.
  if (!previousHref && !nextHref && !summary) return null;
  return (
    <nav aria-label={label} className="flex items-center justify-between gap-3 pt-3">
      <p className="num text-muted-foreground text-xs">{summary}</p>
      <div className="flex gap-2">
        <Step href={previousHref} rel="prev">
          <ChevronLeft aria-hidden="true" /> Previous
        </Step>
        <Step href={nextHref} rel="next">
          Next <ChevronRight aria-hidden="true" />
        </Step>
      </div>
    </nav>
  );
}

function Step({ href, rel, children }: { href: string | null | undefined; rel: "prev" | "next"; children: ReactNode }) {
  if (!href) {
    return (
      <Button size="sm" disabled>
        {children}
      </Button>
    );
  }
  return (
    <Button size="sm" asChild>
      <Link href={href} rel={rel}>
        {children}
      </Link>
    </Button>
  );
}
