"use client";

import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import { Select } from "@/components/ui/select";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { Role } from "@/lib/kernel/actor.ts";
import type { MemberView } from "@/lib/tenant/schema.ts";
import { roleWords } from "./role-words.ts";

/** A member's role as a choice that takes effect at once; a refusal puts the old one back and says why. */
export function RoleSelect({
  userId,
  name,
  role,
  roles,
  change,
}: {
  userId: MemberView["userId"];
  name: string;
  role: Role;
  roles: readonly Role[];
  change: (input: { userId: MemberView["userId"]; role: Role }) => Promise<ActionResult<unknown>>;
}) {
  const router = useRouter();
  const [shown, show] = useOptimistic(role);
  const [pending, start] = useTransition();
  return (
    <Select
      aria-label={`Role of ${name}`}
      className="w-28"
      options={roles.map((value) => ({ value, label: roleWords[value].name }))}
      value={shown}
      disabled={pending}
      onValueChange={(value) =>
        start(async () => {
          const next = roles.find((each) => each === value);
          if (!next || next === role) return;
          show(next);
          const result = await change({ userId, role: next });
          if (result.ok) toast.success(`${name}: ${roleWords[next].name} from now on.`);
          else toast.error(result.error.message);
          router.refresh();
        })
      }
    />
  );
}
