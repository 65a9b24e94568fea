"use client";

import { Check } from "lucide-react";
import { DropdownMenu as Radix } from "radix-ui";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./class-names";
import { menuClasses } from "./overlay";

export type DropdownMenuProps = {
  trigger: ReactNode;
  align?: "start" | "center" | "end";
  side?: "top" | "bottom";
  className?: string;
  children: ReactNode;
};

/** A menu that opens from a button. Fill it with MenuItem, MenuLabel, MenuSeparator. */
export function DropdownMenu({ trigger, align = "end", side = "bottom", className, children }: DropdownMenuProps) {
  return (
    <Radix.Root modal={false}>
      <Radix.Trigger asChild>{trigger}</Radix.Trigger>
      <Radix.Portal>
        <Radix.Content
          align={align}
          side={side}
          sideOffset={4}
          collisionPadding={8}
          className={cn(menuClasses, className)}
        >
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

export type MenuItemProps = ComponentProps<typeof Radix.Item> & {
  destructive?: boolean;
  /** Shows a tick, for the present one of several choices. */
  current?: boolean;
};

/** One act or link (`asChild`). */
export function MenuItem({
  className,
  destructive = false,
  current = false,
  asChild,
  children,
  ...props
}: MenuItemProps) {
  const classes = cn(
    "flex cursor-default select-none items-center gap-2 rounded-sm px-2 py-1.5 text-[0.8125rem] outline-none data-[disabled]:pointer-events-none data-[highlighted]:bg-accent data-[disabled]:opacity-50 [&_svg]:size-4 [&_svg]:text-muted-foreground",
    destructive && "text-destructive [&_svg]:text-destructive",
    className,
  );
  return (
    <Radix.Item {...props} asChild={asChild} className={classes} aria-current={current || undefined}>
      {asChild ? (
        children
      ) : (
        <>
          {children}
          {current ? <Check className="ml-auto" aria-hidden="true" /> : null}
        </>
      )}
    </Radix.Item>
  );
}

export function MenuLabel({ className, ...props }: ComponentProps<typeof Radix.Label>) {
  return <Radix.Label {...props} className={cn("px-2 pt-1.5 pb-1 text-muted-foreground text-xs", className)} />;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-border" />;
}
