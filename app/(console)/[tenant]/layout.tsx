import { headers } from "next/headers";
import type { ReactNode } from "react";
import { signOutAction } from "@/app/actions/people.ts";
import { AccountMenu } from "@/components/account/account-menu";
import { ConsoleShell } from "@/components/shell/console-shell";
import { TenantSwitcher } from "@/components/shell/tenant-switcher";
import { currentSession, openPageCtx, openSelfPageCtx } from "@/lib/edge/session.ts";
import { listMyTenants } from "@/lib/tenant/list-mine.ts";

/** The frame of one workspace's pages. Who is no member of it gets the same 404 as for one that does not exist. */
export default async function ConsoleLayout({
  children,
  params,
}: {
  children: ReactNode;
  params: Promise<{ tenant: string }>;
}) {
  const { tenant: slug } = await params;
  await openPageCtx(slug, (await headers()).get("x-path") ?? `/${slug}`);
  const [session, { items }] = await Promise.all([
    currentSession(),
    listMyTenants(await openSelfPageCtx(`/${slug}`), {}),
  ]);
  const choices = items.map(({ name, slug, role }) => ({ name, href: `/${slug}`, role }));
  const current = choices.find((choice) => choice.href === `/${slug}`) ?? { name: slug, href: `/${slug}` };
  return (
    <ConsoleShell
      base={`/${slug}`}
      tenantSwitcher={<TenantSwitcher current={current} tenants={choices} createHref="/new" />}
      userMenu={<AccountMenu name={session?.name ?? null} email={session?.email ?? ""} signOut={signOutAction} />}
    >
      {children}
    </ConsoleShell>
  );
}
