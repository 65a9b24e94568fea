"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormCall } from "@/components/ui/use-form-call.ts";
import type { ActionResult } from "@/lib/edge/action.ts";

/** E-mail and password. Goes on to `target`, which the page has found to be this site's own. */
export function SignInForm({
  target,
  signIn,
}: {
  target: string;
  signIn: (input: { email: string; password: string }) => Promise<ActionResult<null>>;
}) {
  const router = useRouter();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const { submit, problem, errors } = useFormCall(
    () => signIn({ email, password }),
    () => {
      router.push(target);
      router.refresh();
    },
  );
  return (
    <form action={submit} className="grid gap-4">
      <Field label="E-mail" error={errors.email}>
        <Input
          type="email"
          name="email"
          required
          autoComplete="username"
          value={email}
          onChange={(event) => setEmail(event.target.value)}
        />
      </Field>
      <Field label="Password" error={errors.password}>
        <Input
          type="password"
          name="password"
          required
          maxLength={200}
          autoComplete="current-password"
          value={password}
          onChange={(event) => setPassword(event.target.value)}
        />
      </Field>
      {problem ? <Callout tone="problem">{problem}</Callout> : null}
      <SubmitButton size="lg">Sign in</SubmitButton>
    </form>
  );
}
