"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Callout } from "@/components/ui/callout";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { SubmitButton } from "@/components/ui/submit-button";
import { toast } from "@/components/ui/toast";
import { useFormCall } from "@/components/ui/use-form-call.ts";
import type { ActionResult } from "@/lib/edge/action.ts";
import type { IdentityDetail, IdentityView } from "@/lib/signer-identity/schema.ts";
import { DevelopmentNote } from "./development-note";

export type MakeDevelopmentProps = {
  base: string;
  make: (input: { algorithm: IdentityView["algorithm"] }) => Promise<ActionResult<IdentityDetail>>;
};

const algorithms = [
  { value: "es256", label: "ES256", hint: "P-256: the one that everybody reads" },
  { value: "es384", label: "ES384", hint: "P-384" },
  { value: "ps256", label: "PS256", hint: "RSA of 2048 bits" },
  { value: "ed25519", label: "Ed25519" },
];

/** Pressing twice makes one: there is one development identity of each algorithm. */
export function MakeDevelopment({ base, make }: MakeDevelopmentProps) {
  const router = useRouter();
  const [algorithm, setAlgorithm] = useState<IdentityView["algorithm"]>("es256");
  const { submit, problem } = useFormCall(
    () => make({ algorithm }),
    ({ id }) => {
      toast.success("Development identity made.");
      router.push(`${base}/${id}`);
    },
  );
  return (
    <form action={submit} className="grid gap-4">
      <DevelopmentNote />
      <Field label="Algorithm" className="max-w-sm">
        <Select
          value={algorithm}
          onValueChange={(value) => setAlgorithm(value as IdentityView["algorithm"])}
          options={algorithms}
        />
      </Field>
      {problem ? <Callout tone="problem">{problem}</Callout> : null}
      <div className="flex justify-end">
        <SubmitButton>Make it</SubmitButton>
      </div>
    </form>
  );
}
