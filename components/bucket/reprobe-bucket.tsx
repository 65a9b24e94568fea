"use client";

import { KeyRound, RotateCw } from "lucide-react";
import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import type { z } from "zod";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { toast } from "@/components/ui/toast";
import type { BucketView, bucketSecret } from "@/lib/bucket/schema.ts";
import type { ActionResult } from "@/lib/edge/action.ts";
import { emptyDraft } from "./bucket-draft.ts";
import { CredentialsStep } from "./credentials-step";

type Reprobe = (secret?: z.input<typeof bucketSecret>) => Promise<ActionResult<BucketView>>;

/** Probes again with the sealed credentials; where there are any, also with fresh ones that replace them. */
export function ReprobeBucket({ hasKeys, reprobe }: { hasKeys: boolean; reprobe: Reprobe }) {
  const router = useRouter();
  const [pending, start] = useTransition();
  const again = () =>
    start(async () => {
      const result = await reprobe();
      if (!result.ok) toast.error(result.error.message);
      else if (result.value.capabilities.signable) toast.success("Probed: all four grants are there.");
      else toast.message("Probed: not every grant is there. See below.");
      router.refresh();
    });
  return (
    <>
      <Button pending={pending} onClick={again}>
        <RotateCw aria-hidden="true" /> Probe again
      </Button>
      {hasKeys ? <ReplaceKeys reprobe={reprobe} /> : null}
    </>
  );
}

function ReplaceKeys({ reprobe }: { reprobe: Reprobe }) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [draft, setDraft] = useState(emptyDraft);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();
  function show(next: boolean) {
    setOpen(next);
    setDraft(emptyDraft);
    setProblem(null);
  }
  function submit(event: FormEvent) {
    event.preventDefault();
    start(async () => {
      const { accessKeyId, secretAccessKey } = draft;
      const result = await reprobe({ accessKeyId, secretAccessKey, sessionToken: draft.sessionToken || undefined });
      if (!result.ok) return setProblem(result.error.message);
      show(false);
      toast.success("The new credentials are in place.");
      router.refresh();
    });
  }
  return (
    <Dialog
      open={open}
      onOpenChange={show}
      title="Replace the credentials"
      description="They are tried first. The old ones stay until the new ones can list and read."
      trigger={
        <Button>
          <KeyRound aria-hidden="true" /> Replace credentials
        </Button>
      }
    >
      <form onSubmit={submit} className="grid gap-4">
        <CredentialsStep draft={draft} change={(part) => setDraft((before) => ({ ...before, ...part }))} errors={{}} />
        {problem ? <Callout tone="problem">{problem}</Callout> : null}
        <div className="flex justify-end">
          <Button type="submit" variant="primary" pending={pending}>
            Try and replace
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
