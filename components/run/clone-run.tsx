"use client";

import { Copy } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/edge/action.ts";
import { ChoiceDialog } from "./choice-dialog";

const choices = [
  {
    value: "same",
    label: "The same objects",
    hint: "The list that this run went over, with the sample it was planned by.",
  },
  { value: "newest", label: "The newest list", hint: "The bucket's newest inventory that a sample was drawn from." },
] as const;

/** Plans the same again, and goes to the new plan. */
export function CloneRun({
  slug,
  clone,
}: {
  slug: string;
  clone: (objects: "same" | "newest") => Promise<ActionResult<{ planId: string }>>;
}) {
  const router = useRouter();
  return (
    <ChoiceDialog
      trigger={
        <Button>
          <Copy aria-hidden="true" /> Clone…
        </Button>
      }
      title="Plan the same again"
      description="Makes a new plan with this run's settings, at today's prices. It is launched once somebody approves it."
      confirmLabel="Make the plan"
      label="Which objects"
      options={choices}
      submit={async (objects) => {
        const result = await clone(objects === "newest" ? "newest" : "same");
        if (result.ok) router.push(`/${slug}/plans/${result.value.planId}`);
        return result;
      }}
    />
  );
}
