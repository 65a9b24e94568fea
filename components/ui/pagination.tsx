import { ChevronFirst, ChevronLeft, ChevronRight } from "lucide-react";
import Link from "next/link";
import type { ReactNode } from "react";
import { Button } from "./button";

export type PaginationProps = {
  /** Address of the page before; null on the first. */
  previousHref?: string | null;
  /** In its place, where a list knows only how to go on: the address of the first page; null on the first. */
  firstHref?: string | null;
  /** Address of the page after; null on the last. */
  nextHref?: string | null;
  /** What is shown: "1–50 of 12,004". */
  summary?: ReactNode;
  label?: string;
};

/** The way to a list's other pages, as links, so that they open in a tab and work without scripts. */
export function Pagination({ previousHref, firstHref, nextHref, summary, label = "Pages" }: PaginationProps) {
  // One page that holds all needs no way to others.
  if (!previousHref && !firstHref && !nextHref && !summary) return null;
  return (
    <nav aria-label={label} className="flex items-center justify-between gap-3 pt-3">
      <p className="num text-muted-foreground text-xs">{summary}</p>
      <div className="flex gap-2">
        {firstHref === undefined ? (
          <Step href={previousHref} rel="prev">
            <ChevronLeft aria-hidden="true" /> Previous
          </Step>
        ) : (
          <Step href={firstHref}>
            <ChevronFirst aria-hidden="true" /> First
          </Step>
        )}
        <Step href={nextHref} rel="next">
          Next <ChevronRight aria-hidden="true" />
        </Step>
      </div>
    </nav>
  );
}

/** The pages of a list at `base` that is read with cursors. */
export function CursorPages({
  base,
  cursor,
  nextCursor,
}: {
  base: string;
  cursor: string | undefined;
  nextCursor: string | null;
}) {
  const nextHref = nextCursor ? `${base}?cursor=${encodeURIComponent(nextCursor)}` : null;
  return <Pagination firstHref={cursor ? base : null} nextHref={nextHref} />;
}

type StepProps = { href: string | null | undefined; rel?: "prev" | "next"; children: ReactNode };

function Step({ href, rel, children }: StepProps) {
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
