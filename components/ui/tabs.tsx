"use client";

import { Tabs as Radix } from "radix-ui";
import type { ComponentProps } from "react";
import { cn } from "./class-names";

/** Panels under one another of which one shows. Compose from TabsList, TabsTab and TabsPanel. */
export function Tabs({ className, ...props }: ComponentProps<typeof Radix.Root>) {
  return <Radix.Root {...props} className={cn("grid gap-4", className)} />;
}

export function TabsList({ className, ...props }: ComponentProps<typeof Radix.List>) {
  return <Radix.List {...props} className={cn("flex gap-5 overflow-x-auto border-b", className)} />;
}

export function TabsTab({ className, ...props }: ComponentProps<typeof Radix.Trigger>) {
  return <Radix.Trigger {...props} className={cn(tabClasses, className)} />;
}

export function TabsPanel({ className, ...props }: ComponentProps<typeof Radix.Content>) {
  return <Radix.Content {...props} className={cn("min-w-0", className)} />;
}

/** The looks of one tab, also for links that act as tabs (`aria-current="page"`). */
export const tabClasses =
  "-mb-px whitespace-nowrap rounded-t-sm border-transparent border-b-2 pt-1 pb-2 font-medium text-[0.8125rem] text-muted-foreground transition-colors hover:text-foreground focus-visible:-outline-offset-2 aria-[current=page]:border-foreground data-[state=active]:border-foreground aria-[current=page]:text-foreground data-[state=active]:text-foreground";
