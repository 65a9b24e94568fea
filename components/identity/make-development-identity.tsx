"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Makes the workspace's development identity. Pressing twice makes one. */
export function MakeDevelopmentIdentity({ ensure }: { ensure: () => Promise<ActionResult<unknown>> }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  return (
    <Button
      variant="primary"
      pending={pending}
      onClick={() =>
        start(async () => {
          const result = await ensure();
          if (!result.ok) toast.error(result.error.message);
          else {
            toast.success("Development identity made.");
            router.refresh();
          }
        })
      }
    >
      Make a development identity
    </Button>
  );
}
