"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Checkbox } from "@/components/ui/checkbox";
import { Field } from "@/components/ui/field";
import { type FieldErrors, fieldErrorsOf } from "@/components/ui/field-errors.ts";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { ActionError, ActionResult } from "@/lib/edge/action.ts";
import type { IdentityCheckView, IdentityDetail } from "@/lib/signer-identity/schema.ts";
import { ChainFields, KeyField } from "./chain-fields";
import { CheckResult } from "./check-result";
import { type Candidate, candidateOf, emptyDraft, type IdentityDraft } from "./identity-draft.ts";
import { KeyServiceFields } from "./key-service-fields";

type Named = { name: string; makeDefault: boolean };
type Without<T> = T extends unknown ? Omit<T, "kind"> : never;
export type BringIdentityProps = {
  base: string;
  kind: IdentityDraft["kind"];
  check: (candidate: Candidate) => Promise<ActionResult<IdentityCheckView>>;
  upload: (input: Named & Without<Extract<Candidate, { kind: "uploaded" }>>) => Promise<ActionResult<IdentityDetail>>;
  connect: (input: Named & Without<Extract<Candidate, { kind: "kms" }>>) => Promise<ActionResult<IdentityDetail>>;
};

/** A chain with its key, or with where its key is. It is tried out first, and taken in as it was tried. */
export function BringIdentity({ base, kind, check, upload, connect }: BringIdentityProps) {
  const router = useRouter();
  const [draft, setDraft] = useState<IdentityDraft>(() => emptyDraft(kind));
  const [checked, setChecked] = useState<IdentityCheckView | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [errors, setErrors] = useState<FieldErrors>({});
  const [pending, start] = useTransition();
  const sound = checked?.sound === true;
  const shared = { draft, change, errors };

  function change(part: Partial<IdentityDraft>) {
    setDraft((before) => ({ ...before, ...part }));
    // A name is no part of what was tried; everything else is.
    if (!("name" in part) && !("makeDefault" in part)) setChecked(null);
    setProblem(null);
  }

  function refused(error: ActionError) {
    const rejected = fieldErrorsOf(error);
    setErrors(rejected);
    setProblem(Object.keys(rejected).length > 0 ? "Something in this form needs another look." : error.message);
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    if (pending) return;
    start(async () => {
      setErrors({});
      setProblem(null);
      const candidate = candidateOf(draft);
      if (!sound) {
        const result = await check(candidate);
        return result.ok ? setChecked(result.value) : refused(result.error);
      }
      const named = { name: draft.name, makeDefault: draft.makeDefault };
      const { kind: way, ...rest } = candidate;
      const result =
        way === "uploaded"
          ? await upload({ ...named, ...(rest as Parameters<typeof upload>[0]) })
          : await connect({ ...named, ...(rest as Parameters<typeof connect>[0]) });
      if (!result.ok) return refused(result.error);
      toast.success("The identity is here.");
      router.push(`${base}/${result.value.id}`);
    });
  }

  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field label="Name" hint="What people call this identity." error={errors.name}>
        <Input
          required
          maxLength={120}
          autoComplete="off"
          value={draft.name}
          onChange={(event) => change({ name: event.target.value })}
        />
      </Field>
      <ChainFields {...shared} />
      {kind === "uploaded" ? <KeyField {...shared} /> : <KeyServiceFields {...shared} />}
      {checked ? <CheckResult check={checked} /> : null}
      {sound ? (
        <Checkbox
          checked={draft.makeDefault}
          onCheckedChange={(on) => change({ makeDefault: on === true })}
          label="Make it the workspace's default"
          hint="Who signs where a plan or an upload names nobody. The first identity is the default anyway."
        />
      ) : null}
      {problem ? <Callout tone="problem">{problem}</Callout> : null}
      <p role="status" className="text-muted-foreground text-xs empty:hidden">
        {pending ? "A small picture is signed and read back. This takes a few seconds." : ""}
      </p>
      <div className="flex justify-end">
        <Button type="submit" variant="primary" pending={pending}>
          {sound ? "Take it in" : checked ? "Check again" : "Check it"}
        </Button>
      </div>
    </form>
  );
}
