"use client";

import { useRouter } from "next/navigation";
import { Callout } from "@/components/ui/callout";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormCall } from "@/components/ui/use-form-call.ts";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Joins the workspace as the person who is signed in. */
export function AcceptInvitation({
  email,
  accept,
}: {
  email: string;
  accept: () => Promise<ActionResult<{ slug: string }>>;
}) {
  const router = useRouter();
  const { submit, problem } = useFormCall(accept, ({ slug }) => router.push(`/${slug}`));
  return (
    <form action={submit} className="grid gap-4">
      <p className="text-[0.8125rem]">
        You are signed in as <bdi className="font-medium">{email}</bdi>. The link works once.
      </p>
      {problem ? <Callout tone="problem">{problem}</Callout> : null}
      <SubmitButton size="lg">Join the workspace</SubmitButton>
    </form>
  );
}
