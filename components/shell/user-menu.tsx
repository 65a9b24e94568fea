"use client";

import { LogOut } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { DropdownMenu, MenuItem, MenuSeparator } from "@/components/ui/dropdown-menu";

export type UserMenuProps = {
  name?: string | null;
  email: string;
  onSignOut: () => void | Promise<void>;
  /** More MenuItems above "Sign out". */
  children?: ReactNode;
};

/** Who is signed in, and the way out. */
export function UserMenu({ name, email, onSignOut, children }: UserMenuProps) {
  const shown = name?.trim() || email;
  return (
    <DropdownMenu
      className="w-56"
      trigger={
        <Button variant="ghost" size="icon" aria-label={`Account: ${shown}`}>
          <span
            aria-hidden="true"
            className="grid size-6 place-items-center rounded-full bg-accent font-semibold text-[0.6875rem] uppercase"
          >
            {[...shown][0] ?? "?"}
          </span>
        </Button>
      }
    >
      <div className="px-2 py-1.5 leading-tight">
        {name ? <p className="truncate font-medium text-[0.8125rem]">{name}</p> : null}
        <p className="truncate text-muted-foreground text-xs">{email}</p>
      </div>
      <MenuSeparator />
      {children}
      <MenuItem onSelect={() => void onSignOut()}>
        <LogOut aria-hidden="true" /> Sign out
      </MenuItem>
    </DropdownMenu>
  );
}
