"use client";

import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { Textarea } from "@/components/ui/textarea";
import { useFormCall } from "@/components/ui/use-form-call.ts";
import type { StampProfileView } from "@/lib/stamper/schema.ts";
import type { ProfileActs } from "./profile-acts.ts";
import { inputOfDraft, type ProfileDraft, profileDraft } from "./profile-draft.ts";

const credentialKinds = [
  { value: "none", label: "None" },
  { value: "basic", label: "User name and password" },
  { value: "bearer", label: "Bearer token" },
];

/** Where the authority is, how often it may be asked, what it costs, and what its tokens must lead to. */
export function ProfileForm({
  view,
  configure,
  onDone,
}: {
  view: StampProfileView;
  configure: ProfileActs["configure"];
  onDone: () => void;
}) {
  const [draft, setDraft] = useState(() => profileDraft(view));
  const { submit, problem, errors } = useFormCall(() => configure(inputOfDraft(view.profile, draft)), onDone);
  const field = (name: keyof ProfileDraft) => ({
    value: draft[name],
    onChange: (event: { target: { value: string } }) => setDraft({ ...draft, [name]: event.target.value }),
  });
  const whole = { inputMode: "numeric", required: true, autoComplete: "off" } as const;
  return (
    <form action={submit} className="grid gap-4">
      <Field label="Endpoint" hint="Where RFC 3161 requests are sent." error={errors.url}>
        <Input
          mono
          required
          type="url"
          autoComplete="off"
          placeholder="https://timestamp.example.com"
          {...field("url")}
        />
      </Field>
      <Field label="Credentials" error={errors.credentials}>
        <Select
          options={
            view.hasCredentials ? [{ value: "keep", label: "As given before" }, ...credentialKinds] : credentialKinds
          }
          value={draft.credentials}
          onValueChange={(credentials) => setDraft({ ...draft, credentials })}
        />
      </Field>
      {draft.credentials === "basic" ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="User name" error={errors.user}>
            <Input required autoComplete="off" {...field("user")} />
          </Field>
          <Field label="Password" error={errors.password}>
            <Input required type="password" autoComplete="new-password" {...field("password")} />
          </Field>
        </div>
      ) : null}
      {draft.credentials === "bearer" ? (
        <Field label="Token" error={errors.token}>
          <Input required type="password" autoComplete="new-password" {...field("token")} />
        </Field>
      ) : null}
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label="Requests at most" hint="Over all workers." error={errors.requests}>
          <Input {...whole} {...field("requests")} />
        </Field>
        <Field
          label="In so many seconds"
          hint="Some public authorities want 15 from one request to the next."
          error={errors.windowMs}
        >
          <Input {...whole} inputMode="decimal" {...field("windowSec")} />
        </Field>
        <Field label="Dollars a stamp" error={errors.usdPerStamp}>
          <Input {...whole} inputMode="decimal" {...field("usdPerStamp")} />
        </Field>
        <Field label="Price as of" hint="A month such as 2026-11." error={errors.priceAsOf}>
          <Input required autoComplete="off" {...field("priceAsOf")} />
        </Field>
        <Field label="Time-out in ms" hint="For a request, and for its turn." error={errors.timeoutMs}>
          <Input {...whole} {...field("timeoutMs")} />
        </Field>
        <Field label="Attempts" hint="Requests for one stamp at most." error={errors.attempts}>
          <Input {...whole} {...field("attempts")} />
        </Field>
      </div>
      <Field label="Price from" error={errors.priceSource}>
        <Input required autoComplete="off" {...field("priceSource")} />
      </Field>
      <Field
        label="Anchors"
        hint="The authority's root certificate in PEM, or several. A token that does not lead to one of them does not count."
        error={errors.anchorsPem}
      >
        <Textarea
          mono
          required
          spellCheck={false}
          className="max-h-40"
          placeholder="-----BEGIN CERTIFICATE-----"
          {...field("anchorsPem")}
        />
      </Field>
      {problem ? <Callout tone="problem">{problem}</Callout> : null}
      <div className="flex justify-end">
        <SubmitButton>Keep</SubmitButton>
      </div>
    </form>
  );
}
