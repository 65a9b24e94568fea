"use client";

import { Menu } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Sheet } from "@/components/ui/sheet";
import { SidebarNav } from "./sidebar-nav";
import { Wordmark } from "./wordmark";

/** The sidebar as a sheet, under 768 px. */
export function MobileNav({ base, tenantSwitcher }: { base: string; tenantSwitcher?: ReactNode }) {
  const [open, setOpen] = useState(false);
  return (
    <Sheet
      open={open}
      onOpenChange={setOpen}
      side="left"
      title="Navigation"
      hideTitle
      className="w-72 bg-sidebar"
      trigger={
        <Button variant="ghost" size="icon" aria-label="Open the navigation" className="md:hidden">
          <Menu aria-hidden="true" />
        </Button>
      }
    >
      <div className="grid gap-5 p-3">
        <Wordmark className="px-2 pt-1" />
        {tenantSwitcher}
        <SidebarNav base={base} onNavigate={() => setOpen(false)} />
      </div>
    </Sheet>
  );
}
