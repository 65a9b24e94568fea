"use client";

import { ChevronsUpDown, Plus } from "lucide-react";
import Link from "next/link";
import { DropdownMenu, MenuItem, MenuLabel, MenuSeparator } from "@/components/ui/dropdown-menu";

export type TenantChoice = { name: string; href: string; role?: string };

export type TenantSwitcherProps = {
  current: TenantChoice;
  /** All workspaces of the person, the current one included. */
  tenants: readonly TenantChoice[];
  /** Where a new workspace is made. */
  createHref?: string;
};

/** Which workspace this is, and the way to the others. */
export function TenantSwitcher({ current, tenants, createHref }: TenantSwitcherProps) {
  return (
    <DropdownMenu
      align="start"
      className="w-56"
      trigger={
        <button
          type="button"
          className="flex w-full items-center gap-2 rounded-md border bg-surface px-2 py-1.5 text-left transition-colors hover:border-input"
        >
          <span
            aria-hidden="true"
            className="grid size-6 shrink-0 place-items-center rounded-sm bg-accent font-semibold text-xs uppercase"
          >
            {[...current.name][0] ?? "?"}
          </span>
          <span className="grid min-w-0 grow leading-tight">
            <bdi className="truncate font-medium text-[0.8125rem]">{current.name}</bdi>
            {current.role ? (
              <span className="text-[0.6875rem] text-muted-foreground capitalize">{current.role}</span>
            ) : null}
          </span>
          <ChevronsUpDown className="size-3.5 shrink-0 text-muted-foreground" aria-hidden="true" />
          <span className="sr-only">Switch workspace</span>
        </button>
      }
    >
      <MenuLabel>Workspaces</MenuLabel>
      {tenants.map((tenant) => (
        <MenuItem key={tenant.href} asChild current={tenant.href === current.href}>
          <Link href={tenant.href} className="justify-between aria-[current=true]:font-medium">
            <bdi className="truncate">{tenant.name}</bdi>
            {tenant.role ? <span className="text-muted-foreground text-xs">{tenant.role}</span> : null}
          </Link>
        </MenuItem>
      ))}
      {createHref ? (
        <>
          <MenuSeparator />
          <MenuItem asChild>
            <Link href={createHref}>
              <Plus aria-hidden="true" /> New workspace
            </Link>
          </MenuItem>
        </>
      ) : null}
    </DropdownMenu>
  );
}
