import Link from "next/link";
import type { ReactNode } from "react";
import { SkipLink } from "./skip-link";
import { ThemeToggle } from "./theme-toggle";
import { Wordmark } from "./wordmark";

export type SiteShellProps = {
  /** At the right of the top bar: sign in, or the way to the console. */
  actions?: ReactNode;
  /** Links in the top bar, left. */
  links?: readonly { href: string; label: string }[];
  /** "narrow" centres a form of one column (sign in, sign up); "wide" is for pages. */
  width?: "narrow" | "wide";
  footer?: ReactNode;
  children: ReactNode;
};

/** The frame of the public pages. */
export function SiteShell({ actions, links = [], width = "wide", footer, children }: SiteShellProps) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header data-print="hide" className="border-b">
        <div className="mx-auto flex h-14 max-w-6xl items-center gap-6 px-4 sm:px-6">
          <Link href="/" className="flex rounded-md">
            <Wordmark />
          </Link>
          {links.length > 0 ? (
            <nav aria-label="Site" className="flex gap-4 text-[0.8125rem] text-muted-foreground max-sm:hidden">
              {links.map((link) => (
                <Link key={link.href} href={link.href} className="rounded-sm hover:text-foreground">
                  {link.label}
                </Link>
              ))}
            </nav>
          ) : null}
          <div className="ml-auto flex items-center gap-2">
            <ThemeToggle />
            {actions}
          </div>
        </div>
      </header>
      <main
        id="main"
        tabIndex={-1}
        className={
          width === "narrow"
            ? "mx-auto flex w-full max-w-sm grow flex-col justify-center px-4 py-12 outline-none"
            : "mx-auto w-full max-w-6xl grow px-4 py-8 outline-none sm:px-6"
        }
      >
        {children}
      </main>
      {footer ? (
        <footer data-print="hide" className="border-t text-muted-foreground text-xs">
          <div className="mx-auto max-w-6xl px-4 py-5 sm:px-6">{footer}</div>
        </footer>
      ) : null}
    </div>
  );
}
