"use client";

import { UserCog } from "lucide-react";
import Link from "next/link";
import { UserMenu } from "@/components/shell/user-menu";
import { MenuItem } from "@/components/ui/dropdown-menu";

/** The user menu with the way to the person's own account. */
export function AccountMenu({
  name,
  email,
  signOut,
}: {
  name: string | null;
  email: string;
  signOut: () => Promise<void>;
}) {
  return (
    <UserMenu name={name} email={email} onSignOut={signOut}>
      <MenuItem asChild>
        <Link href="/account">
          <UserCog aria-hidden="true" /> Account and sessions
        </Link>
      </MenuItem>
    </UserMenu>
  );
}
