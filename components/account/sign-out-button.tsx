"use client";

import { LogOut } from "lucide-react";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";

/** Ends this browser's session. */
export function SignOutButton({ signOut }: { signOut: () => Promise<void> }) {
  const [pending, start] = useTransition();
  return (
    <Button pending={pending} onClick={() => start(signOut)}>
      <LogOut aria-hidden="true" /> Sign out
    </Button>
  );
}
