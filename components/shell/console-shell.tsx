import Link from "next/link";
import type { ReactNode } from "react";
import { CommandPalette, type PaletteEntry } from "./command-palette";
import { MobileNav } from "./mobile-nav";
import { SidebarNav } from "./sidebar-nav";
import { SkipLink } from "./skip-link";
import { ThemeToggle } from "./theme-toggle";
import { Wordmark } from "./wordmark";

export type ConsoleShellProps = {
  /** The workspace's address without a slash at the end: "/acme". */
  base: string;
  /** Usually a TenantSwitcher. Shown in the sidebar and in the sheet. */
  tenantSwitcher?: ReactNode;
  /** Usually a UserMenu. Shown at the right of the top bar. */
  userMenu?: ReactNode;
  /** Places beyond the console's rooms that the palette offers. */
  palette?: readonly PaletteEntry[];
  children: ReactNode;
};

/** The frame of every console page: sidebar (a sheet on phones), top bar, and the page in `main`. */
export function ConsoleShell({ base, tenantSwitcher, userMenu, palette, children }: ConsoleShellProps) {
  return (
    <div className="min-h-dvh md:grid md:grid-cols-[14.5rem_minmax(0,1fr)] print:block">
      <SkipLink />
      <aside
        data-print="hide"
        className="sticky top-0 hidden h-dvh flex-col gap-5 overflow-y-auto border-r bg-sidebar p-3 md:flex"
      >
        <Link href={base} className="rounded-md px-2 pt-1">
          <Wordmark />
        </Link>
        {tenantSwitcher}
        <SidebarNav base={base} />
      </aside>
      <div className="flex min-w-0 flex-col">
        <header
          data-print="hide"
          className="sticky top-0 z-30 flex h-12 items-center gap-2 border-b bg-background/90 px-3 backdrop-blur-sm sm:px-5"
        >
          <MobileNav base={base} tenantSwitcher={tenantSwitcher} />
          <Wordmark className="md:hidden" />
          <div className="ml-auto flex items-center gap-1 md:ml-0 md:grow md:justify-between">
            <CommandPalette base={base} more={palette} />
            <div className="flex items-center gap-1">
              <ThemeToggle />
              {userMenu}
            </div>
          </div>
        </header>
        <main id="main" tabIndex={-1} className="mx-auto w-full max-w-6xl grow px-4 pt-5 pb-16 outline-none sm:px-6">
          {children}
        </main>
      </div>
    </div>
  );
}
