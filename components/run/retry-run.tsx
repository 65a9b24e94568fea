"use client";

import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ActionResult } from "@/lib/edge/action.ts";
import { ChoiceDialog } from "./choice-dialog";

export interface FailureClass {
  why: string;
  sentence: string;
  /** A count, as a decimal string. */
  objects: string;
}

/** Tries one class of a finished run's failures again. */
export function RetryRun({
  failures,
  retry,
}: {
  failures: readonly FailureClass[];
  retry: (why: string) => Promise<ActionResult<{ objects: string }>>;
}) {
  const router = useRouter();
  return (
    <ChoiceDialog
      trigger={
        <Button>
          <RotateCcw aria-hidden="true" /> Retry failed…
        </Button>
      }
      title="Try failed objects again"
      description="Those that failed for one reason are tried as if for the first time. What was signed stays as it is, with its receipts."
      confirmLabel="Try again"
      label="Reason"
      options={failures.map(({ why, sentence, objects }) => ({
        value: why,
        label: (
          <>
            {Number(objects).toLocaleString("en-US")} with <code>{why}</code>
          </>
        ),
        hint: sentence,
      }))}
      submit={async (why) => {
        const result = await retry(why);
        if (result.ok) toast.success(`${Number(result.value.objects).toLocaleString("en-US")} are tried again.`);
        if (result.ok) router.refresh();
        return result;
      }}
    />
  );
}
