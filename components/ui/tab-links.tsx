"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { cn } from "./class-names";
import { tabClasses } from "./tabs";

export type TabLink = { href: string; label: ReactNode };

/** Tabs that are pages of their own. The current one is the longest that the address begins with. */
export function TabLinks({
  label,
  links,
  className,
}: {
  label: string;
  links: readonly TabLink[];
  className?: string;
}) {
  const path = usePathname();
  const current = links
    .filter((link) => path === link.href || path.startsWith(`${link.href}/`))
    .sort((a, b) => b.href.length - a.href.length)[0];
  return (
    <nav aria-label={label} className={cn("flex gap-5 overflow-x-auto border-b", className)}>
      {links.map((link) => (
        <Link
          key={link.href}
          href={link.href}
          aria-current={link === current ? "page" : undefined}
          className={tabClasses}
        >
          {link.label}
        </Link>
      ))}
    </nav>
  );
}
