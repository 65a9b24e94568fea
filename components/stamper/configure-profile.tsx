"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import { stampProfileWords } from "@/lib/kernel/stamp-profiles.ts";
import type { StampProfileView } from "@/lib/stamper/schema.ts";
import type { ProfileActs } from "./profile-acts.ts";
import { ProfileForm } from "./profile-form";

/** Names a profile's authority, or changes what is known of it, in a dialog. */
export function ConfigureProfile({ view, configure }: { view: StampProfileView; configure: ProfileActs["configure"] }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const { label } = stampProfileWords[view.profile];
  return (
    <Dialog
      open={open}
      onOpenChange={setOpen}
      title={view.settings ? `Change ${label}` : `Name an authority for ${label}`}
      trigger={
        <Button size="sm" aria-label={view.settings ? `Change ${label}` : `Name an authority for ${label}`}>
          {view.settings ? "Change" : "Name an authority"}
        </Button>
      }
    >
      <ProfileForm
        view={view}
        configure={configure}
        onDone={() => {
          setOpen(false);
          toast.success("Time-stamp authority kept. Test it before a run relies on it.");
          router.refresh();
        }}
      />
    </Dialog>
  );
}
