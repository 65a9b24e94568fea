import Link from "next/link";
import type { ReactNode } from "react";
import { SiteShell } from "@/components/shell/site-shell";
import { Button } from "@/components/ui/button";
import { currentSession, openPublicPageCtx } from "@/lib/edge/session.ts";

const siteLinks = [
  { href: "/formats", label: "Formats" },
  { href: "/inspect", label: "Inspect" },
];

/** The frame of a public page, with the way in at its right, or the way to the workspaces for who is in already. */
export async function SitePage({
  width = "narrow",
  bare = false,
  footer,
  children,
}: {
  width?: "narrow" | "wide";
  /** Leaves the buttons out, on the pages that they lead to. */
  bare?: boolean;
  footer?: ReactNode;
  children: ReactNode;
}) {
  const [session, ctx] = await Promise.all([currentSession(), openPublicPageCtx()]);
  const open = ctx.ports.policy.signUp === "open";
  return (
    <SiteShell
      width={width}
      footer={footer}
      links={siteLinks}
      actions={
        bare ? null : session ? (
          <Button asChild>
            <Link href="/welcome">Open the console</Link>
          </Button>
        ) : (
          <>
            <Button variant={open ? "ghost" : "primary"} asChild>
              <Link href="/sign-in">Sign in</Link>
            </Button>
            {open ? (
              <Button variant="primary" asChild className="max-sm:hidden">
                <Link href="/sign-up">Create a workspace</Link>
              </Button>
            ) : null}
          </>
        )
      }
    >
      {children}
    </SiteShell>
  );
}

/** The head of a page of one form. */
export function SiteHeading({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <div className="mb-5">
      <h1 className="font-semibold text-xl">{title}</h1>
      {children ? <p className="mt-1 text-pretty text-[0.8125rem] text-muted-foreground">{children}</p> : null}
    </div>
  );
}
