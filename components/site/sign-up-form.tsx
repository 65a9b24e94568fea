"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormCall } from "@/components/ui/use-form-call.ts";
import type { ActionResult } from "@/lib/edge/action.ts";

export type SignUpInput = { email: string; password: string; name: string; workspace?: string; invitation?: string };

export type SignUpFormProps = {
  signUp: (input: SignUpInput) => Promise<ActionResult<{ slug: string }>>;
  /** Joins the workspace of this invitation in place of making one. */
  invitation?: string;
  /** The address that the invitation was made for. */
  email?: string;
};

/** Makes an account, and signs it in. */
export function SignUpForm({ signUp, invitation, email = "" }: SignUpFormProps) {
  const router = useRouter();
  const [draft, setDraft] = useState({ name: "", email, password: "", workspace: "" });
  const { workspace, ...person } = draft;
  const { submit, problem, errors } = useFormCall(
    () => signUp({ ...person, ...(invitation ? { invitation } : { workspace }) }),
    ({ slug }) => {
      router.push(`/${slug}`);
      router.refresh();
    },
  );
  const field = (name: keyof typeof draft) => ({
    name,
    required: true,
    value: draft[name],
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
  });
  return (
    <form action={submit} className="grid gap-4">
      <Field label="Your name" error={errors.name}>
        <Input {...field("name")} autoComplete="name" maxLength={120} />
      </Field>
      {invitation ? null : (
        <Field label="Workspace" hint="Your organisation or archive. It can be renamed." error={errors.workspace}>
          <Input {...field("workspace")} autoComplete="organization" maxLength={120} />
        </Field>
      )}
      <Field label="E-mail" error={errors.email}>
        <Input {...field("email")} type="email" autoComplete="username" maxLength={254} />
      </Field>
      <Field
        label="Password"
        hint="At least 10 characters. Length counts, not symbols: a sentence is good."
        error={errors.password}
      >
        <Input {...field("password")} type="password" autoComplete="new-password" minLength={10} maxLength={200} />
      </Field>
      {problem ? <Callout tone="problem">{problem}</Callout> : null}
      <SubmitButton size="lg">{invitation ? "Create the account and join" : "Create the workspace"}</SubmitButton>
    </form>
  );
}
