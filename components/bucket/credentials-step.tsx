"use client";

import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { StepProps } from "./place-step";

/** Second step, for stores: the keys. They are typed once and never shown again. */
export function CredentialsStep({ draft, change, errors }: StepProps) {
  return (
    <>
      <Callout title="Typed once, then sealed">
        The keys are encrypted (AES-256-GCM, bound to this workspace and this bucket) before they reach the database. No
        page, answer, log or audit row ever shows them again; you can replace them at any time. Use a key that may do
        only what this bucket needs: list, get and put.
      </Callout>
      <Field label="Access key id" error={errors.accessKeyId}>
        <Input
          mono
          required
          value={draft.accessKeyId}
          onChange={(event) => change({ accessKeyId: event.target.value })}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
        />
      </Field>
      <Field label="Secret access key" error={errors.secretAccessKey}>
        <Input
          mono
          required
          type="password"
          value={draft.secretAccessKey}
          onChange={(event) => change({ secretAccessKey: event.target.value })}
          autoComplete="new-password"
        />
      </Field>
      <Field
        label="Session token"
        optional
        hint="Only with temporary credentials; a run that outlives them stops."
        error={errors.sessionToken}
      >
        <Input
          mono
          type="password"
          value={draft.sessionToken}
          onChange={(event) => change({ sessionToken: event.target.value })}
          autoComplete="new-password"
        />
      </Field>
    </>
  );
}
