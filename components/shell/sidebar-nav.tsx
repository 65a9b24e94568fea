"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import { consoleNav, currentEntry } from "./console-nav";

/** The console's rooms as a list, the present one marked. `onNavigate` closes the sheet on a phone. */
export function SidebarNav({ base, onNavigate }: { base: string; onNavigate?: () => void }) {
  const path = usePathname();
  const groups = consoleNav(base);
  const current = currentEntry(groups, base, path);
  return (
    <nav aria-label="Console" className="grid gap-5">
      {groups.map((group) => (
        <div key={group.label}>
          <p className="eyebrow mb-1 px-2">{group.label}</p>
          <ul className="grid gap-px">
            {group.entries.map(({ href, label, icon: Icon }) => (
              <li key={href}>
                <Link
                  href={href}
                  onClick={onNavigate}
                  aria-current={current?.href === href ? "page" : undefined}
                  className="flex items-center gap-2.5 rounded-md px-2 py-1.5 text-[0.8125rem] text-muted-foreground transition-colors hover:bg-accent hover:text-foreground aria-[current=page]:bg-accent aria-[current=page]:font-medium aria-[current=page]:text-foreground max-md:py-2.5"
                >
                  <Icon className="size-4" strokeWidth={1.75} aria-hidden="true" />
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}
