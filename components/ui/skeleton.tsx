import { cn } from "./class-names";

/** A quiet stand-in for content on its way. Give it the size of what will come, so that nothing jumps. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cn("animate-pulse rounded-sm bg-muted", className)} />;
}

/** The stand-in for a table of `rows` rows and `columns` columns. Says "Loading" to screen readers. */
export function TableSkeleton({ rows = 6, columns = 4 }: { rows?: number; columns?: number }) {
  return (
    <div role="status" className="overflow-hidden rounded-lg border bg-surface">
      <span className="sr-only">Loading</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all the same and never move.
        <div key={row} className="flex gap-6 border-b px-3 py-3 last:border-0">
          {Array.from({ length: columns }, (_, column) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: as above.
            <Skeleton key={column} className={cn("h-3", column === 0 ? "w-2/5" : "w-1/6")} />
          ))}
        </div>
      ))}
    </div>
  );
}
