"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormCall } from "@/components/ui/use-form-call.ts";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Makes another workspace and goes there. */
export function NewWorkspaceForm({
  create,
}: {
  create: (input: { name: string }) => Promise<ActionResult<{ slug: string }>>;
}) {
  const router = useRouter();
  const [name, setName] = useState("");
  const { submit, problem, errors } = useFormCall(
    () => create({ name }),
    ({ slug }) => router.push(`/${slug}`),
  );
  return (
    <form action={submit} className="grid gap-4">
      <Field label="Name" hint="Your organisation or archive. It can be renamed." error={errors.name}>
        <Input
          name="name"
          required
          maxLength={120}
          autoComplete="organization"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      {problem ? <Callout tone="problem">{problem}</Callout> : null}
      <SubmitButton size="lg">Create the workspace</SubmitButton>
    </form>
  );
}
