import type { ComponentProps } from "react";
import { cn } from "./class-names";
import { ScrollRegion } from "./scroll-region";

export type TableProps = ComponentProps<"table"> & {
  /** Names the table for screen readers, and its scrolling frame. */
  label: string;
  /** Leaves the frame out, for a table inside a CardBody. */
  flush?: boolean;
  /** Height at which the body scrolls under a header that stays, such as "max-h-[32rem]". */
  maxHeightClass?: string;
};

/** A table that scrolls sideways inside its frame when the screen is narrow, under a header that stays. */
export function Table({ label, flush = false, maxHeightClass, className, ...props }: TableProps) {
  return (
    <ScrollRegion label={label} className={cn("relative", !flush && "rounded-lg border bg-surface", maxHeightClass)}>
      <table {...props} className={cn("w-full border-separate border-spacing-0 text-[0.8125rem]", className)} />
    </ScrollRegion>
  );
}

export function TableHead({ className, ...props }: ComponentProps<"thead">) {
  return <thead {...props} className={cn("sticky top-0 z-10", className)} />;
}

export function TableBody({ className, ...props }: ComponentProps<"tbody">) {
  return <tbody {...props} className={cn("[&>tr:last-child>*]:border-b-0", className)} />;
}

export function TableFoot({ className, ...props }: ComponentProps<"tfoot">) {
  return (
    <tfoot
      {...props}
      className={cn("font-medium [&>tr:first-child>*]:border-t [&>tr:last-child>*]:border-b-0", className)}
    />
  );
}

export function TableRow({ className, ...props }: ComponentProps<"tr">) {
  return <tr {...props} className={cn("group/row", className)} />;
}

type Align = { numeric?: boolean /** Not shown under 640 px. */; wideOnly?: boolean };

/** A heading cell of a column; numbers stand right. */
export function TableHeading({ className, numeric, wideOnly, ...props }: ComponentProps<"th"> & Align) {
  return (
    <th
      scope="col"
      {...props}
      className={cn(
        "whitespace-nowrap border-b bg-sidebar px-3 py-2 text-left font-medium text-muted-foreground text-xs first:pl-4 last:pr-4",
        numeric && "text-right",
        wideOnly && "hidden sm:table-cell",
        className,
      )}
    />
  );
}

/** A cell. `numeric` sets tabular figures, flush right. */
export function TableCell({ className, numeric, wideOnly, ...props }: ComponentProps<"td"> & Align) {
  return (
    <td
      {...props}
      className={cn(
        "border-b px-3 py-2 align-middle transition-colors first:pl-4 last:pr-4 group-hover/row:bg-muted/50",
        numeric && "num whitespace-nowrap text-right",
        wideOnly && "hidden sm:table-cell",
        className,
      )}
    />
  );
}
