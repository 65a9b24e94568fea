"use client";

import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toast";
import { type StampProfileName, stampProfileWords } from "@/lib/kernel/stamp-profiles.ts";
import type { ProfileActs } from "./profile-acts.ts";

/** Forgets a profile's authority, after a question. */
export function ClearProfile({ profile, clear }: { profile: StampProfileName; clear: ProfileActs["clear"] }) {
  const router = useRouter();
  const { label } = stampProfileWords[profile];
  return (
    <ConfirmDialog
      trigger={
        <Button variant="ghost" size="sm" aria-label={`Forget the authority of ${label}`}>
          Forget
        </Button>
      }
      title={`Forget the authority of ${label}?`}
      description="Its credentials are erased. Runs under way that ask for it go on signing, and their stamps become debts that wait until an authority is named again."
      confirmLabel="Forget authority"
      onConfirm={async () => {
        const result = await clear({ profile });
        if (!result.ok) return result.error.message;
        toast.success("Authority forgotten.");
        router.refresh();
        return null;
      }}
    />
  );
}
