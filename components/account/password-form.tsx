"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { useFormCall } from "@/components/ui/use-form-call.ts";
import type { ActionResult } from "@/lib/edge/action.ts";

/** Changes one's own password. `email` is for the browser's password store, which would not know whose it is. */
export function PasswordForm({
  email,
  change,
}: {
  email: string;
  change: (input: { current: string; next: string }) => Promise<ActionResult<{ signedOut: number }>>;
}) {
  const router = useRouter();
  const [current, setCurrent] = useState("");
  const [next, setNext] = useState("");
  const { submit, problem, errors } = useFormCall(
    () => change({ current, next }),
    ({ signedOut }) => {
      setCurrent("");
      setNext("");
      toast.success("Password changed.", {
        description: signedOut === 0 ? "No other browser was signed in." : `Signed out elsewhere: ${signedOut}.`,
      });
      router.refresh();
    },
  );
  return (
    <form action={submit} className="grid gap-4 rounded-lg border bg-surface p-4 sm:grid-cols-2">
      <input type="email" name="email" value={email} readOnly hidden autoComplete="username" />
      <Field label="Current password" error={errors.current}>
        <Input
          type="password"
          name="current"
          required
          maxLength={200}
          autoComplete="current-password"
          value={current}
          onChange={(event) => setCurrent(event.target.value)}
        />
      </Field>
      <Field label="New password" hint="At least 10 characters." error={errors.next}>
        <Input
          type="password"
          name="next"
          required
          minLength={10}
          maxLength={200}
          autoComplete="new-password"
          value={next}
          onChange={(event) => setNext(event.target.value)}
        />
      </Field>
      {problem ? (
        <Callout tone="problem" className="sm:col-span-2">
          {problem}
        </Callout>
      ) : null}
      <div className="sm:col-span-2">
        <SubmitButton>Change the password</SubmitButton>
      </div>
    </form>
  );
}
