"use client";

import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { useFormCall } from "@/components/ui/use-form-call.ts";
import type { ActionResult } from "@/lib/edge/action.ts";
import { type Action, readActions } from "@/lib/kernel/actor.ts";
import { scopeWords } from "./scope-words.ts";

export type KeyInput = { name: string; scopes: Action[]; expiresInDays?: number };

const lifetimes = [
  { value: "30", label: "30 days" },
  { value: "90", label: "90 days" },
  { value: "365", label: "A year" },
  { value: "never", label: "Until revoked" },
];

/** What a new key is for, may do, and how long. */
export function KeyForm({
  mine,
  create,
  onMade,
}: {
  mine: readonly Action[];
  create: (input: KeyInput) => Promise<ActionResult<{ text: string }>>;
  onMade: (text: string) => void;
}) {
  const reading = mine.filter((action) => readActions.includes(action));
  const [name, setName] = useState("");
  const [kind, setKind] = useState("read");
  const [chosen, setChosen] = useState<readonly Action[]>(reading);
  const [lifetime, setLifetime] = useState("90");
  const scopes = kind === "read" ? reading : chosen;
  const { submit, problem, errors } = useFormCall(
    () =>
      create({
        name,
        scopes: [...scopes],
        ...(lifetime === "never" ? {} : { expiresInDays: Number(lifetime) }),
      }),
    ({ text }) => onMade(text),
  );
  return (
    <form action={submit} className="grid gap-4">
      <Field label="Name" hint="What it is for: you will know it by this." error={errors.name}>
        <Input
          name="name"
          required
          maxLength={120}
          autoComplete="off"
          value={name}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <RadioGroup
        aria-label="What it may do"
        layout="cards"
        value={kind}
        onValueChange={setKind}
        options={[
          { value: "read", label: "Read only", hint: "Sees what you may see and changes nothing." },
          { value: "chosen", label: "Chosen permissions", hint: "Any of your own." },
        ]}
      />
      {kind === "chosen" ? <ScopeChoice mine={mine} chosen={chosen} onChange={setChosen} /> : null}
      {errors.scopes ? <Callout tone="problem">Choose at least one permission.</Callout> : null}
      <Field label="Works for" error={errors.expiresInDays}>
        <Select options={lifetimes} value={lifetime} onValueChange={setLifetime} />
      </Field>
      {problem ? <Callout tone="problem">{problem}</Callout> : null}
      <div className="flex justify-end">
        <SubmitButton disabled={scopes.length === 0}>Make the key</SubmitButton>
      </div>
    </form>
  );
}

function ScopeChoice({
  mine,
  chosen,
  onChange,
}: {
  mine: readonly Action[];
  chosen: readonly Action[];
  onChange: (chosen: Action[]) => void;
}) {
  return (
    <fieldset className="max-h-60 overflow-y-auto rounded-md border p-3">
      <legend className="sr-only">Permissions</legend>
      <div className="grid gap-2.5 sm:grid-cols-2">
        {mine.map((action) => (
          <Checkbox
            key={action}
            checked={chosen.includes(action)}
            onCheckedChange={(on) =>
              onChange(mine.filter((each) => (each === action ? on === true : chosen.includes(each))))
            }
            label={scopeWords[action]}
            hint={<code>{action}</code>}
          />
        ))}
      </div>
    </fieldset>
  );
}
