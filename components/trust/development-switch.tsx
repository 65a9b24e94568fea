"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Switch } from "@/components/ui/switch";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";

/** The opt-in: whether the workspace's own development roots count. */
export function DevelopmentSwitch({
  allowed,
  disabled,
  allow,
}: {
  allowed: boolean;
  disabled: boolean;
  allow: (input: { allow: boolean }) => Promise<ActionResult<unknown>>;
}) {
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <Switch
      checked={allowed}
      disabled={disabled || pending}
      onCheckedChange={(on) =>
        start(async () => {
          const result = await allow({ allow: on });
          if (!result.ok) toast.error(result.error.message);
          router.refresh();
        })
      }
      label="Trust this workspace's development roots"
      hint="Off, what a development identity signed is found Valid when it is inspected here, as everywhere else. On, it is found Trusted, here and nowhere else."
    />
  );
}
